import { SlackError, withReasons } from './slack-error.ts';

/** The arguments of a call; form fields are text, JSON inside them is already read. */
export type Arguments = Record<string, unknown>;

// The SDKs send nested values as JSON inside form fields.
const nested = new Set(['blocks', 'attachments', 'metadata', 'view', 'files']);

/** Reads the JSON that is inside form fields. What is no JSON stays text, for its method to refuse. */
export function readNested(fields: Record<string, unknown>): Arguments {
  const entries = Object.entries(fields).map(([name, value]) => [name, nested.has(name) ? fromJson(value) : value]);
  return Object.fromEntries(entries) as Arguments;
}

/** Undefined when absent or empty. */
export function textOf(args: Arguments, name: string): string | undefined {
  const value = args[name];
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function requiredText(args: Arguments, name: string): string {
  const value = textOf(args, name);
  if (value === undefined) throw new SlackError('invalid_arguments', withReasons([`missing required field: ${name}`]));
  return value;
}

export function isSet(args: Arguments, name: string): boolean {
  return ['true', '1'].includes(textOf(args, name) ?? '');
}

/** A page size; Slack refuses what is no positive number and cuts what is too many. */
export function limitOf(args: Arguments, otherwise: number, most: number): number {
  const text = textOf(args, 'limit');
  if (text === undefined) return otherwise;
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1) throw new SlackError('invalid_limit');
  return Math.min(limit, most);
}

function fromJson(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
