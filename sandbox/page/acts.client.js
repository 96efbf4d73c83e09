import { refresh } from './live.client.js';

/** Sends an act of the person; says what went wrong and answers whether it went well. */
export async function post(path, fields, notice) {
  let answer;
  try {
    const sent = await fetch(path, { method: 'POST', body: new URLSearchParams(fields) });
    answer = sent.headers.get('content-type')?.includes('json')
      ? await sent.json()
      : { ok: false, message: await sent.text() };
  } catch (error) {
    answer = { ok: false, message: `The sandbox did not answer: ${error.message}` };
  }
  say(answer.ok ? '' : (answer.message ?? ''), notice);
  await refresh();
  return answer.ok;
}

/** An act on an element of a message or of the open modal; `chosen` as form fields, none for a button. */
export async function actOn(element, chosen) {
  if (!(await confirmed(element))) return;
  const fields = [['action_id', element.dataset.actionId ?? ''], ...chosen];
  const value = element.dataset.value ?? (element.tagName === 'BUTTON' ? element.value : '');
  if (chosen.length === 0 && value !== '') fields.push(['value', value]);
  await busily(element, () => {
    if (element.closest('[data-view]')) return post('/act/slack/view/act', fields);
    if (element.closest('[data-home]')) return post('/act/slack/home/act', fields);
    const { channel, ts } = element.closest('[data-ts]').dataset;
    return post('/act/slack/act', [...fields, ['channel', channel], ['ts', ts]]);
  });
}

/** Marks the element as busy while `work` runs. */
export async function busily(element, work) {
  element.setAttribute('aria-busy', 'true');
  try {
    return await work();
  } finally {
    element.removeAttribute('aria-busy');
  }
}

/** Shows a text to the person in the notice of the form, else in the corner of the page; an empty one takes it away. */
export function say(text, notice = document.getElementById('toast')) {
  notice.textContent = text;
  notice.hidden = text === '';
}

function confirmed(element) {
  const dialog = element.closest('[data-confirmed]')?.querySelector(':scope > dialog');
  if (!dialog) return Promise.resolve(true);
  dialog.showModal();
  return new Promise((resolve) => {
    const answer = (yes) => {
      dialog.onclose = null;
      dialog.close();
      resolve(yes);
    };
    dialog.querySelector('[data-confirm]').onclick = () => answer(true);
    dialog.querySelector('[data-deny]').onclick = () => answer(false);
    dialog.onclose = () => resolve(false);
  });
}
