/** Words that stand one after another; `isPrefix`: the last one may go on. */
interface SureWords {
  words: string[];
  isPrefix: boolean;
}

/**
 * The words that every text has which fits a pattern: `arn:aws:s3:::prod-*` has `arn aws s3 prod`. A word that a `*` may have
 * cut at its front is not sure. Only plain parts are looked at: the words of others depend on what stands beside them.
 */
export function sureWords(pattern: string): SureWords[] {
  const parts = pattern.split('*');
  return parts.flatMap((part, at) => {
    if (!/^[\x20-\x7e]*$/.test(part)) return [];
    const isCutBehind = at < parts.length - 1 && /[a-z0-9]$/.test(part);
    const whole = at > 0 ? part.replace(/^[a-z0-9]+/, '') : part;
    const words = whole.match(/[a-z0-9]+/g) ?? [];
    return words.length === 0 ? [] : [{ words, isPrefix: isCutBehind }];
  });
}
