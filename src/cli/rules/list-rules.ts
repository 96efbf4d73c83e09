import type { Rule } from '#rules/rule.ts';
import { plainText } from '../plain-text.ts';
import { tableLines } from './table-lines.ts';
import { withRules, type RuleFolder } from './rule-folder.ts';

export interface ListOptions {
  kind?: string;
  status?: string;
  json?: boolean;
}

const kinds = ['detection', 'correlation', 'config', 'severity', 'close', 'identity', 'silence'];
const statuses = ['on', 'test', 'off'];

/** Prints every rule that loads, one a line. 1 when a file does not load (the others are listed), 2 for a kind there is not. */
export function listRules(path: string | undefined, options: ListOptions): Promise<number> {
  const wrong = wrongWord('--kind', options.kind, kinds) ?? wrongWord('--status', options.status, statuses);
  if (wrong !== undefined) {
    process.stderr.write(`${wrong}\n`);
    return Promise.resolve(2);
  }
  return withRules(path, async (folder) => {
    const rules = folder.rules.filter(
      ({ kind, status }) =>
        (options.kind === undefined || kind === options.kind) &&
        (options.status === undefined || status === options.status),
    );
    process.stdout.write(options.json === true ? jsonOf(folder, rules) : textOf(folder, rules));
    return folder.problems.length === 0 ? 0 : 1;
  });
}

function wrongWord(option: string, said: string | undefined, known: string[]): string | undefined {
  if (said === undefined || known.includes(said)) return undefined;
  return `${option} ${plainText(said, 60)}: expected one of ${known.join(', ')}`;
}

/** The severity of its alerts; of rules that make none, nothing. */
export function levelOf(rule: Rule): string | undefined {
  return 'severity' in rule ? rule.severity : undefined;
}

function jsonOf(folder: RuleFolder, rules: Rule[]): string {
  const shown = rules.map((rule) => ({
    id: rule.id,
    kind: rule.kind,
    ...('severity' in rule ? { level: rule.severity } : {}),
    status: rule.status,
    path: folder.pathOf(rule.path),
    line: rule.line,
    title: rule.title,
  }));
  return `${JSON.stringify(shown, undefined, 2)}\n`;
}

function textOf(folder: RuleFolder, rules: Rule[]): string {
  const rows = rules.map((rule) => [
    rule.id,
    rule.kind,
    levelOf(rule) ?? '-',
    rule.status,
    `${folder.pathOf(rule.path)}:${rule.line}`,
    rule.title,
  ]);
  return `${[...tableLines(['id', 'kind', 'level', 'status', 'path', 'title'], rows), `${rules.length} rules`].join('\n')}\n`;
}
