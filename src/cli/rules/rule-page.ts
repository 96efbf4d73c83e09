import { markdownCode, markdownLink, markdownText } from '#mirrors/github/markdown.ts';
import type { Explanation } from '#rules/detection/detection.ts';
import type { Rule } from '#rules/rule.ts';
import { readTest } from '#rules/testing/read-test.ts';
import { effectOf } from './describe-rule.ts';

/** A rule and the name of its page, which is safe as a file's name. */
export interface Page {
  rule: Rule;
  file: string;
}

/** One rule as a page in Markdown. Every text of the rule is escaped: rules are copied from elsewhere. */
export function rulePage(rule: Rule): string {
  const sections = [
    `# ${markdownText(rule.title)}`,
    `${markdownCode(rule.id)} · ${rule.kind}${'severity' in rule ? ` · ${rule.severity}` : ''} · ${rule.status} · ${markdownCode(rule.path)}`,
    ...paragraphsOf(rule.description),
    ...section('What it looks for', lookedFor(rule)),
    ...section('What it does', effectOf(rule).map(markdownText)),
    ...section('What to do', runbookOf(rule)),
    ...section(
      'When it is a false alarm',
      rule.falsePositives.map((text) => `- ${markdownText(text)}`),
    ),
    ...section('Examples', examplesOf(rule)),
    ...section(
      'References',
      rule.references.map((url) => `- ${markdownLink(markdownText(url), url) ?? markdownText(url)}`),
    ),
    ...(rule.tags.length === 0 ? [] : [`Tags: ${rule.tags.map(markdownCode).join(' ')}`]),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** The table of all rules, by kind. */
export function indexPage(pages: readonly Page[]): string {
  const kinds = [...new Set(pages.map(({ rule }) => rule.kind))];
  const parts = kinds.map((kind) => {
    const rows = pages
      .filter(({ rule }) => rule.kind === kind)
      .map(
        ({ rule, file }) =>
          `| [${markdownText(rule.title)}](${file}) | ${markdownCode(rule.id)} | ${'severity' in rule ? rule.severity : ''} | ${rule.status} | ${markdownCode(rule.path)} |`,
      );
    return [
      `## ${kind}`,
      '',
      '| Rule | Id | Severity | Status | File |',
      '| --- | --- | --- | --- | --- |',
      ...rows,
    ].join('\n');
  });
  return `${[`# Rules`, `${pages.length} rules.`, ...parts].join('\n\n')}\n`;
}

function section(title: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : [`## ${title}`, lines.join('\n')];
}

function paragraphsOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(/\n\s*\n/)
    .map(markdownText)
    .filter((paragraph) => paragraph !== '');
}

function lookedFor(rule: Rule): string[] {
  const sources = 'logsource' in rule ? logsourceText(rule.logsource) : [];
  const condition = 'detection' in rule ? conditionLines(rule.detection.explain({ fields: {} }), '') : [];
  return [...sources, ...condition];
}

function logsourceText({
  product,
  service,
  category,
}: {
  product?: string;
  service?: string;
  category?: string;
}): string[] {
  const said = [product, service, category].filter((part) => part !== undefined);
  return said.length === 0 ? [] : [`In the log of ${markdownText(said.join(' '))}:\n`];
}

/** The tree of the condition, without an answer: nothing was asked. */
function conditionLines({ what, parts }: Explanation, indent: string): string[] {
  return [`${indent}- ${markdownText(what)}`, ...parts.flatMap((part) => conditionLines(part, `${indent}  `))];
}

function runbookOf(rule: Rule): string[] {
  const runbook = 'routing' in rule ? rule.routing.runbook : undefined;
  if (runbook === undefined) return [];
  return [markdownLink(markdownText(runbook), runbook) ?? markdownText(runbook)];
}

function examplesOf(rule: Rule): string[] {
  return rule.tests.flatMap((said) => {
    const read = readTest(said, rule.kind);
    if (!('test' in read)) return [];
    return [`- ${markdownText(read.test.name)}: ${markdownCode(JSON.stringify(said['expect']))}`];
  });
}
