import { expect, test } from 'vitest';
import { matchesQuery } from '#core/query/matches-query.ts';
import { parseQuery } from '#core/query/parse-query.ts';
import { queryErrorText } from '#core/query/query-error-text.ts';
import type { Case } from '#core/case.ts';
import { aCase } from '#test/builders.ts';

const now = new Date('2026-11-24T12:00:00.000Z');
const me = 'slack:UAKI';
const c: Case = aCase({
  title: 'SSH brute force from the internet',
  type: 'UnauthorizedAccess:EC2/SSHBruteForce',
  project: 'web',
  account: '123456789012',
  sources: ['guardduty'],
  resource: {
    id: 'arn:aws:ec2:eu-west-1:123456789012:security-group/sg-0abc12',
    type: 'AwsEc2SecurityGroup',
    name: 'Bastion',
  },
  facts: [{ label: 'owner', value: '公開チーム' }],
  severity: 'high',
  status: 'open',
  labels: ['iam', 'test-run'],
  assignee: { kind: 'person', id: me, name: 'Aki Sato', via: 'slack' },
  openedAt: '2026-11-24T11:00:00.000Z',
  lastSeenAt: '2026-11-24T11:30:00.000Z',
  count: 12,
});

test.each([
  'severity>=high status:open project:web source:guardduty type:"*SSH*" resource:sg-0abc account:123456789012 assignee:@aki opened<2h is:unacked count>10 -label:test brute',
  '',
  'severity:high,critical',
  'severity>medium severity<critical',
  'Severity:HIGH',
  'status:open,closed',
  'is:open is:unacked is:assigned is:mine',
  '-is:closed -is:silenced -is:escalated -is:unassigned',
  'project:w*',
  'account:1234*',
  'type=UnauthorizedAccess:EC2/SSHBruteForce',
  'type:"ssh brute force"',
  'title:"brute force"',
  'resource:bastion resource=bastion',
  'resource:"arn:aws:*sg-0abc12"',
  'assignee:me',
  'assignee:"Aki Sato" assignee:UAKI assignee:slack:UAKI assignee:<@UAKI|aki> assignee:a*o',
  'label:iam label:test*',
  'seen<1h seen>10m seen:2026-11-24 seen>=2026-11-24T11:30 seen<=2026-11-24T11:30 seen<2026-11-25 seen>2026-11-23',
  'opened<=60m opened>=1h',
  'count:12 count>=12 count<=12 count<13',
  'zebra or brute',
  '(zebra or brute) high-seas or ssh',
  'not zebra and brute',
  '-(zebra or horse)',
  '“brute force”　project：web',
  'arn:aws:ec2:eu-west-1:123456789012:security-group/sg-0abc12',
  'UnauthorizedAccess:EC2/SSHBruteForce',
  '公開 owner',
  'brute - force | (internet)',
  'sort:severity brute',
])('%j finds the case', (text) => {
  expect(finds(text)).toBe(true);
});

test.each([
  'severity>high',
  'is:acked',
  'project:we',
  'type:"ssh brut"',
  'title:bastion',
  'resource:*sg-0abc',
  'assignee:ak',
  'assignee:none',
  'label:test',
  'seen>1h',
  'seen:2026-11-23',
  'opened>2h',
  'count>12',
  'zebra or horse',
  'brute zebra or horse',
  '-ssh',
  '-(ssh or zebra)',
  '"force brute"',
  'br',
  'irn-2222',
])('%j does not find it', (text) => {
  expect(finds(text)).toBe(false);
});

test.each<[text: string, because: string, column: number, nearest?: string]>([
  ['sevrity:high', 'unknown_field', 1, 'severity'],
  ['ssh owner:aki', 'unknown_field', 5],
  ['severity:hgih', 'unknown_value', 10, 'high'],
  ['status:open,closd', 'unknown_value', 13, 'closed'],
  ['is:unackd', 'unknown_value', 4, 'unacked'],
  ['sort:newst', 'unknown_value', 6, 'newest'],
  ['鍵 project>web', 'wrong_comparison', 10],
  ['project:', 'value_missing', 9],
  ['status:open,', 'value_missing', 13],
  ['count:many', 'not_a_number', 7],
  ['seen>yesterday', 'not_a_time', 6],
  ['opened>2026-02-31', 'not_a_time', 8],
  ['seen:7d', 'needs_date', 6],
  ['id:irn-1', 'not_an_id', 4],
  ['ssh "brute', 'quote_open', 5],
  ['type:"*SSH*', 'quote_open', 6],
  ['(ssh', 'bracket_open', 1],
  ['ssh )', 'bracket_alone', 5],
  ['ssh or', 'term_missing', 7],
  ['or ssh', 'term_missing', 1],
  ['()', 'term_missing', 2],
  [' ***', 'no_word', 2],
  ['title:"!!"', 'no_word', 7],
  ['*ssh', 'star_in_word', 1],
  ['type:*a*b*c*d*', 'too_many_stars', 6],
  ['-sort:newest', 'stands_alone', 2],
  ['storm:0123456789ab ssh', 'stands_alone', 7],
  ['a'.repeat(1_001), 'too_long', 1_001],
  ['a '.repeat(65), 'too_many_terms', 129],
  [`${'('.repeat(13)}a${')'.repeat(13)}`, 'too_deep', 13],
])('%j is refused: %s at column %d', (text, because, column, nearest) => {
  const parsed = parseQuery(text);
  expect(parsed).toMatchObject({ error: { because, column, ...(nearest === undefined ? {} : { nearest }) } });
  if ('error' in parsed) {
    expect(queryErrorText(parsed.error, 'en')).toContain(nearest === undefined ? '' : `Did you mean ${nearest}?`);
    expect(queryErrorText(parsed.error, 'ja')).not.toBe('');
  }
});

test('where nobody asks there is no me, and an asker who is not known has no cases', () => {
  expect(parseQuery('is:mine', { hasAsker: false })).toMatchObject({ error: { because: 'nobody_asks', column: 4 } });
  expect(parseQuery('assignee:me', { hasAsker: false })).toMatchObject({ error: { because: 'nobody_asks' } });
  const parsed = parseQuery('is:mine');
  expect('query' in parsed && matchesQuery(parsed.query, c, { now })).toBe(false);
});

function finds(text: string): boolean {
  const parsed = parseQuery(text);
  if ('error' in parsed) throw new Error(queryErrorText(parsed.error, 'en'));
  return matchesQuery(parsed.query, c, { now, me });
}
