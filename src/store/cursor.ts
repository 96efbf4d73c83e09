/** A place in a list as one opaque text. */
export function cursorOf(place: string[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** The place again; throws a plain Error when `cursor` was not made by the same kind of list (a bug of the caller). */
export function placeOf(cursor: string, parts: number): string[] {
  const place = parse(Buffer.from(cursor, 'base64url').toString());
  if (Array.isArray(place) && place.length === parts && place.every((part) => typeof part === 'string')) return place;
  throw new Error(`not a cursor of this list: ${JSON.stringify(cursor.slice(0, 100))}`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
