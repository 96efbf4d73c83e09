import type { Case } from '#core/case.ts';

const limits = { text: 1_000, terms: 24 };

/** The columns of the index for a case, in the order of the table. */
export function searchColumns(found: Case): string[] {
  const { resource } = found;
  const columns = [
    found.id,
    found.title,
    `${found.type} ${splitWords(found.type)}`,
    `${resource.id} ${resource.name ?? ''} ${resource.type} ${splitWords(`${resource.name ?? ''} ${resource.type}`)}`,
    `${found.account} ${found.project} ${found.region ?? ''}`,
    found.sources.join(' '),
    found.facts.map((fact) => `${fact.label} ${fact.value}`).join(' | '),
  ];
  return columns.map(spaceOut);
}

/**
 * What a person typed as a query of FTS5 (https://sqlite.org/fts5.html#full_text_query_syntax). Every term is quoted,
 * so no operator of that language can be typed. `all` for a blank text, undefined where there is nothing to look for.
 */
export function matchOf(text: string): 'all' | { match: string } | undefined {
  // SQLite would end the text at a NUL, in the middle of a quoted term.
  const clean = text.replaceAll('\u0000', ' ').replaceAll(/[“”„]/g, '"').slice(0, limits.text);
  if (clean.trim() === '') return 'all';
  const terms = [...clean.matchAll(/"([^"]*)"|([^\s"]+)/g)]
    .map(([, phrase, word]) => ({ text: spaceOut(phrase ?? word ?? ''), isPhrase: phrase !== undefined }))
    .filter((term) => /[\p{L}\p{N}]/u.test(term.text))
    .slice(0, limits.terms);
  if (terms.length === 0) return undefined;
  return { match: terms.map(({ text, isPhrase }) => (isPhrase ? `"${text}"` : wordMatch(text))).join(' ') };
}

/** A case id, also a short one, is looked for among the ids only: the texts of other cases may speak of it. */
function wordMatch(word: string): string {
  return /^irn-[a-z2-7]{1,12}$/i.test(word) ? `id : "${word}" *` : `"${word}" *`;
}

/** `SSHBruteForce` as `SSH Brute Force`, so that `brute` finds it. */
function splitWords(text: string): string {
  return text.replaceAll(/(?<=[\p{Ll}\d])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, ' ');
}

/** Chinese and Japanese are written without spaces: each character becomes a word, and a run of them a phrase. */
function spaceOut(text: string): string {
  return text.replaceAll(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/gu, ' $& ');
}
