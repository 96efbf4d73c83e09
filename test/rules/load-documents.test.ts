import { expect, it } from 'vitest';
import { loadRuleDocuments } from '#rules/load-rules.ts';
import { problemText } from '#rules/rule-file.ts';

const text = 'id: a\nlogsource: {product: aws}\ndetection: {s: {a: 1}, condition: s}\nlevel: low\n';

it('takes a rule that lies in no folder for what its keys say', () => {
  const { rules, problems } = loadRuleDocuments([{ path: 'a.yml', text }]);
  expect(problems.map(problemText)).toEqual([]);
  expect(rules.map(({ id, kind }) => [id, kind])).toEqual([['a', 'detection']]);
});
