const plain = /^[\x20-\x7e]*$/;

/** Whether a text is of letters, digits and signs that need no folding but lower case. */
export function isPlain(text: string): boolean {
  return plain.test(text);
}

/**
 * A text as the query language compares it: lower case, without accents, full-width and half-width forms made one. The
 * voicing marks of Japanese stay, they make other words.
 */
export function foldText(text: string): string {
  if (isPlain(text)) return text.toLowerCase();
  return text
    .toWellFormed()
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/(?![\u3099\u309a])\p{M}/gu, '')
    .normalize('NFC')
    .replace(/\p{Cc}/gu, ' ');
}

/**
 * The words of a text: runs of letters and digits, folded. Chinese and Japanese are written without spaces, so each of
 * their characters is a word. No word holds a character that the index could read as a separator.
 */
export function wordsIn(text: string): string[] {
  const folded = foldText(text);
  return folded.match(isPlain(folded) ? /[a-z0-9]+/g : anyWord) ?? [];
}

/** Shorter words are looked for as they stand: too many begin with them. */
const shortestBeginning = 3;

/** Whether words as they were typed, without quotation marks, also stand for longer ones. */
export function mayGoOn(words: string[]): boolean {
  return (words.at(-1) ?? '').length >= shortestBeginning;
}

const anyWord =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー])[\p{L}\p{N}])+/gu;
