import type { CasePlan, FilePlan, ReplayPlan } from '#pipeline/plan-replay.ts';
import { plainText } from './plain-text.ts';

/** So many files and cases are named; `--json` names all. */
const named = 20;

/** What a replay would change, in lines for people. */
export function replayReport({ files, cases }: ReplayPlan): string[] {
  const changed = files.filter(
    (file) =>
      file.before !== file.after || file.recorded + file.fired + file.held > 0 || file.rejected !== file.rejectedBefore,
  );
  const newsworthy = cases.toSorted((a, b) => b.happenings.length - a.happenings.length);
  return [
    'Nothing was written. A replay would read',
    ...totals({ files, cases }),
    ...listOf('Files that would come out otherwise:', changed.map(fileLine)),
    ...listOf('Cases that would change:', newsworthy.map(caseLine)),
  ];
}

function totals({ files, cases }: ReplayPlan): string[] {
  const sum = (
    field: 'records' | 'recorded' | 'known' | 'events' | 'resources' | 'rejected' | 'fired' | 'held',
  ): number => files.reduce((total, file) => total + file[field], 0);
  const filesThat = (fits: (file: FilePlan) => boolean): number => files.filter(fits).length;
  const casesThat = (what: CasePlan['happenings'][number]): number =>
    cases.filter((plan) => plan.happenings.includes(what)).length;
  const rows: [string, number][] = [
    ['files', files.length],
    ['  that can be read now', filesThat(({ before, after }) => after === 'handled' && before !== 'handled')],
    ['  that cannot be read any more', filesThat(({ before, after }) => before === 'handled' && after !== 'handled')],
    ['  that still cannot be read', filesThat(({ before, after }) => before !== 'handled' && after !== 'handled')],
    ['records', sum('records')],
    ['  new', sum('recorded')],
    ['  known before', sum('known')],
    ['  audit events', sum('events')],
    ['  resources', sum('resources')],
    ['  rejected', sum('rejected')],
    ['new alerts of rules', sum('fired')],
    ['  held back, as a rule made too many', sum('held')],
    ['cases that get something new', cases.length],
    ['  opened', casesThat('opened')],
    ['  worse', casesThat('worse')],
    ['  reopened', casesThat('reopened')],
    ['  closed', casesThat('closed')],
  ];
  const width = Math.max(...rows.map(([, count]) => String(count).length));
  return rows.map(([label, count]) => `  ${label.padEnd(40)}${String(count).padStart(width)}`);
}

function listOf(heading: string, lines: string[]): string[] {
  if (lines.length === 0) return [];
  const more = lines.length > named ? [`  and ${lines.length - named} more (--json names all)`] : [];
  return [heading, ...lines.slice(0, named).map((line) => `  ${line}`), ...more];
}

function fileLine(file: FilePlan): string {
  const before = file.before ?? 'not read';
  const change = before === file.after ? file.after : `${before} → ${file.after}`;
  const why = file.reason === undefined ? '' : ` (${plainText(file.reason, 200)})`;
  const { records, recorded, known, events, resources, rejected, fired } = file;
  return `${plainText(file.key, 300)}: ${change}${why}, ${records} records = ${recorded} new + ${known} known + ${events} events + ${resources} resources + ${rejected} rejected; ${fired} new alerts of rules`;
}

function caseLine({ id, title, project, severity, occurrences, happenings }: CasePlan): string {
  const what = happenings.length === 0 ? 'seen again' : happenings.join(', then ');
  return `${id} ${severity} ${plainText(project, 60)}: ${plainText(title, 100)} (${what}; ${occurrences} new)`;
}
