import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Rule } from '#rules/rule.ts';
import { plainText } from '../plain-text.ts';
import { withRules } from './rule-folder.ts';
import { indexPage, rulePage, type Page } from './rule-page.ts';

/**
 * A page in Markdown for each rule and a table of all: into a folder, or one after the other on standard output. 1 when a
 * rule does not load; the others are written.
 */
export function writeDocs(
  path: string | undefined,
  { out, json = false }: { out?: string; json?: boolean },
): Promise<number> {
  return withRules(path, async (folder) => {
    const pages = pagesOf(folder.rules.map((rule) => ({ ...rule, path: folder.pathOf(rule.path) })));
    if (json) process.stdout.write(`${JSON.stringify(pages.map(jsonOf), undefined, 2)}\n`);
    if (out !== undefined) await writePages(out, pages, json);
    else if (!json) process.stdout.write(pages.map(({ rule }) => rulePage(rule)).join('\n'));
    return folder.problems.length === 0 ? 0 : 1;
  });
}

async function writePages(out: string, pages: Page[], json: boolean): Promise<void> {
  await mkdir(out, { recursive: true });
  for (const { rule, file } of pages) await writeFile(join(out, file), rulePage(rule));
  await writeFile(join(out, 'index.md'), indexPage(pages));
  if (!json) process.stdout.write(`${pages.length + 1} pages in ${plainText(out, 300)}\n`);
}

function jsonOf({ rule, file }: Page): { rule: string; file: string; markdown: string } {
  return { rule: rule.id, file, markdown: rulePage(rule) };
}

/** Ids come from files that were copied from elsewhere: what is no plain name becomes a hash. */
function pagesOf(rules: Rule[]): Page[] {
  const taken = new Set(['index.md']);
  return rules.map((rule) => {
    const plain = /^[a-z0-9][a-z0-9._-]{0,100}$/i.test(rule.id) ? `${rule.id}.md` : `${hashOf(rule.id)}.md`;
    const file = taken.has(plain.toLowerCase()) ? `${hashOf(`${rule.path}:${rule.line}`)}.md` : plain;
    taken.add(file.toLowerCase());
    return { rule, file };
  });
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}
