export type Wide = 'utf16le' | 'utf16be' | 'utf16';

/** What a string is turned into: its bytes, one character each (`wide` without base64 compares them so). */
export function widen(text: string, kind: Wide): string {
  const little = Buffer.from(text, 'utf16le');
  if (kind === 'utf16be') return little.swap16().toString('latin1');
  return (kind === 'utf16' ? '\u00ff\u00fe' : '') + little.toString('latin1');
}

/** Base64 of a text's UTF-8, or of the bytes that `widen` made of it. */
export function base64Of(text: string, isBytes: boolean): string {
  return bytesOf(text, isBytes).toString('base64');
}

/** The part of the base64 text that stays the same at each of the three positions that the bytes can have. */
export function base64Offsets(text: string, isBytes: boolean): string[] {
  const bytes = bytesOf(text, isBytes);
  return [0, 1, 2].map((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    const unused = [0, 3, 2][(shift + bytes.length) % 3] ?? 0;
    return whole.slice([0, 2, 3][shift], whole.length - unused);
  });
}

function bytesOf(text: string, isBytes: boolean): Buffer {
  return Buffer.from(text, isBytes ? 'latin1' : 'utf8');
}
