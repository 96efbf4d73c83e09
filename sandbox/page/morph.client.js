/**
 * Makes `from` look like `to` with as few changes as possible, so that focus, scroll, open menus and half-typed text stay.
 * Children with a `data-key` are recognised wherever they moved.
 */
export function morph(from, to) {
  copyAttributes(from, to);
  morphChildren(from, to);
}

function morphChildren(from, to) {
  const wanted = [...to.childNodes];
  const keys = new Set(wanted.map(keyOf).filter((key) => key !== null));
  for (const old of [...from.childNodes]) if (keyOf(old) !== null && !keys.has(keyOf(old))) old.remove();
  let cursor = from.firstChild;
  for (const child of wanted) {
    const match = findMatch(cursor, child);
    if (!match) {
      from.insertBefore(child, cursor);
      continue;
    }
    if (match === cursor) cursor = cursor.nextSibling;
    else from.insertBefore(match, cursor);
    morphNode(match, child);
  }
  while (cursor) {
    const next = cursor.nextSibling;
    cursor.remove();
    cursor = next;
  }
}

function findMatch(cursor, child) {
  const key = keyOf(child);
  if (key === null) return cursor && keyOf(cursor) === null && cursor.nodeName === child.nodeName ? cursor : null;
  for (let node = cursor; node; node = node.nextSibling)
    if (keyOf(node) === key && node.nodeName === child.nodeName) return node;
  return null;
}

function morphNode(from, to) {
  if (from.isEqualNode(to)) return;
  if (from.nodeType === Node.ELEMENT_NODE) morph(from, to);
  else if (from.nodeValue !== to.nodeValue) from.nodeValue = to.nodeValue;
}

function copyAttributes(from, to) {
  for (const { name, value } of to.attributes) if (from.getAttribute(name) !== value) from.setAttribute(name, value);
  // what a person opened stays open
  for (const { name } of [...from.attributes])
    if (!to.hasAttribute(name) && name !== 'open') from.removeAttribute(name);
}

function keyOf(node) {
  return node.nodeType === Node.ELEMENT_NODE ? (node.getAttribute('data-key') ?? (node.id || null)) : null;
}
