/**
 * The longest part of a text that stands in the JSON as it is, however the JSON is laid out: no quotes, brackets, commas,
 * and nothing that could be a number, which JSON can write in several ways. Undefined when there is none worth looking for.
 */
export function wordIn(text: string): string | undefined {
  const words = text
    .split(/[^a-z0-9_ .@:/$%=+-]+/)
    // Outside of a string a colon follows a quote.
    .map((word) => word.replace(/^[: ]+/, ''))
    .filter(
      (word) => word.length >= 3 && /[a-df-z]/.test(word) && !['-infinity', 'null'].some((no) => no.includes(word)),
    );
  return words.reduce<string | undefined>((best, word) => (word.length > (best?.length ?? 0) ? word : best), undefined);
}
