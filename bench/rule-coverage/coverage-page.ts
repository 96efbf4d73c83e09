import type { RuleSet } from '#rules/rule-set.ts';
import type { Rule } from '#rules/rule.ts';
import type { Measured } from './measure.ts';

/** `docs/rules/coverage.md`. */
export function coveragePage(rules: RuleSet, measured: Measured): string {
  const { techniques, noise } = measured;
  const found = techniques.filter((one) => one.rules.length > 0).length;
  const [ordinary] = noise;
  return (
    [
      '# What the rules find',
      'Made by `npm run rules:coverage` out of the rules of this folder and public samples; do not edit. Which samples these are stands in\n`bench/rule-coverage/measure.ts`; they are no part of the project.',
      table(
        ['what', 'how many'],
        [
          ['rules', countText(rules.rules)],
          ['attack techniques of Stratus Red Team found', `${found} of ${techniques.length}`],
          ['cases in 1,000 ordinary calls of services', ordinary === undefined ? '' : perThousand(ordinary)],
        ],
      ),
      '## Attack techniques',
      'Each technique of Stratus Red Team as CloudTrail saw it, and the rules that alert. Rules that count are among them.',
      table(
        ['technique', 'records', 'rules'],
        techniques.map(({ name, records, rules: of }) => [code(name), String(records), listText(of)]),
      ),
      '## Noise',
      'An alert that belongs to a case which is open already makes no noise: cases are what people see.',
      table(
        ['part', 'records', 'alerts', 'cases', 'cases in 1,000 records'],
        noise.map((part) => [part.name, ...[part.records, part.alerts, part.cases].map(String), perThousand(part)]),
      ),
      'The loudest rules over the simulated attacks:',
      table(
        ['rule', 'alerts', 'cases'],
        measured.loudest.map(({ rule, alerts, cases }) => [code(rule), String(alerts), String(cases)]),
      ),
      ...ofGoogle(measured),
      ...ofResources(measured),
      ...unheard(rules, measured),
      ...ofBenchmarks(rules),
    ].join('\n\n') + '\n'
  );
}

function ofGoogle({ googleSamples }: Measured): string[] {
  return [
    '## Google Cloud',
    'Single entries of audit logs. A rule that counts is named when the entry would count.',
    table(
      ['entry', 'rules'],
      googleSamples.map(({ name, rules }) => [code(name), listText(rules)]),
    ),
  ];
}

function ofResources({ resources }: Measured): string[] {
  const rows = resources.flatMap(({ name, resources: all, rules }) =>
    rules.map(({ rule, open }) => [code(name), String(all), code(rule), String(open)]),
  );
  return ['## Configurations', table(['resource', 'samples', 'rule', 'open'], rows)];
}

function unheard(rules: RuleSet, { heard }: Measured): string[] {
  const silent = rules.rules.filter(
    ({ kind, id, tests }) =>
      ['detection', 'correlation', 'config'].includes(kind) && tests.length > 0 && !heard.has(id),
  );
  return [
    '## Rules that nothing in the samples makes speak',
    'They are tried by the tests in their files alone.',
    table(
      ['rule', 'title'],
      silent.map(({ id, title }) => [code(id), title]),
    ),
  ];
}

function ofBenchmarks({ rules }: RuleSet): string[] {
  const rows = rules.flatMap(({ id, tags }) =>
    tags.filter((tag) => tag.startsWith('cis.')).map((tag): [string, string] => [tag, id]),
  );
  const byTag = [...Map.groupBy(rows, ([tag]) => tag)].toSorted(([a], [b]) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
  return [
    '## CIS benchmarks',
    'Recommendations of the CIS benchmarks (AWS 7.0, Google Cloud 5.0) that a rule watches.',
    table(
      ['recommendation', 'rules'],
      byTag.map(([tag, of]) => [code(tag), listText([...new Set(of.map(([, id]) => id))])]),
    ),
  ];
}

function countText(rules: readonly Rule[]): string {
  return [...Map.groupBy(rules, ({ kind }) => kind)].map(([kind, of]) => `${of.length} ${kind}`).join(', ');
}

function perThousand({ records, cases }: { records: number; cases: number }): string {
  return records === 0 ? '' : ((cases / records) * 1000).toFixed(1);
}

function listText(rules: readonly string[]): string {
  return rules.length === 0 ? 'none' : rules.map(code).join(', ');
}

function code(text: string): string {
  return `\`${text}\``;
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
