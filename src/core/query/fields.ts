import { closeReasons } from '../alert.ts';
import { statuses } from '../case.ts';
import { severities } from '../severity.ts';
import { sorts, type Comparison, type NameField } from './query.ts';

/** What `is:` may say. */
export const stateWords = [
  'open',
  'unacked',
  'acked',
  'snoozed',
  'closed',
  'escalated',
  'assigned',
  'unassigned',
  'silenced',
  'mine',
] as const;
export type StateWord = (typeof stateWords)[number];

/** How the value of a field is read. */
export type Field =
  /** One of `values`, in rising order where it can be compared. */
  | { kind: 'choice'; name: NameField; values: readonly string[]; isOrdered?: true }
  | { kind: 'name'; name: NameField }
  | { kind: 'text'; name: 'title' | 'type' | 'resource' }
  | { kind: 'person' }
  | { kind: 'id' }
  | { kind: 'count' }
  | { kind: 'time'; name: 'seen' | 'opened' }
  | { kind: 'state'; values: readonly string[] }
  | { kind: 'sort'; values: readonly string[] }
  | { kind: 'storm' };

/** Everything that may stand before a `:`, in the order in which people are told. */
export const fields: ReadonlyMap<string, Field> = new Map<string, Field>([
  ['severity', { kind: 'choice', name: 'severity', values: severities, isOrdered: true }],
  ['status', { kind: 'choice', name: 'status', values: statuses }],
  ['is', { kind: 'state', values: stateWords }],
  ['project', { kind: 'name', name: 'project' }],
  ['account', { kind: 'name', name: 'account' }],
  ['region', { kind: 'name', name: 'region' }],
  ['provider', { kind: 'choice', name: 'provider', values: ['aws', 'gcp', 'other'] }],
  ['source', { kind: 'name', name: 'source' }],
  ['type', { kind: 'text', name: 'type' }],
  ['title', { kind: 'text', name: 'title' }],
  ['resource', { kind: 'text', name: 'resource' }],
  ['label', { kind: 'name', name: 'label' }],
  ['assignee', { kind: 'person' }],
  ['reason', { kind: 'choice', name: 'reason', values: [...closeReasons, 'expired'] }],
  ['id', { kind: 'id' }],
  ['seen', { kind: 'time', name: 'seen' }],
  ['opened', { kind: 'time', name: 'opened' }],
  ['count', { kind: 'count' }],
  ['sort', { kind: 'sort', values: sorts }],
  ['storm', { kind: 'storm' }],
]);

const order: readonly Comparison[] = ['>', '>=', '<', '<='];

/** What may stand between a field and its value. */
export function comparisonsOf(field: Field): readonly Comparison[] {
  if (field.kind === 'count' || field.kind === 'time') return [...order, ':', '='];
  return field.kind === 'choice' && field.isOrdered === true ? [':', '=', ...order] : [':', '='];
}
