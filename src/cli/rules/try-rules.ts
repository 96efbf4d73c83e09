import type { Finding } from '#core/record-finding.ts';
import { isAskedOf } from '#rules/detection/logsource.ts';
import type { DetectionRule } from '#rules/rule.ts';
import { plainText } from '../plain-text.ts';
import { createAsker, type Answer, type Asker } from './ask-rules.ts';
import { filesOf, readCorpus, type Found } from './corpus.ts';
import { explainLines } from './explain-lines.ts';
import { sourceNames } from './open-records.ts';
import { createProgress } from './progress.ts';
import { withRules, type RuleFolder } from './rule-folder.ts';

export interface TryOptions {
  rules?: string;
  source: string;
  /** A rule that is explained of every record, whether it matches or not. */
  rule?: string;
  json?: boolean;
}

/**
 * Prints which rules match each record of a file, why, and how the alerts are rated. 1 when the file cannot be read, 2
 * when there is no such source or rule.
 */
export function tryRules(path: string, options: TryOptions): Promise<number> {
  if (options.source !== 'auto' && !sourceNames.includes(options.source)) {
    const known = ['auto', ...sourceNames].join(', ');
    process.stderr.write(`--source ${plainText(options.source, 60)}: no such source; there are ${known}\n`);
    return Promise.resolve(2);
  }
  return withRules(options.rules, async (folder) => {
    const looked = folder.set.rules.find(({ id }) => id === options.rule);
    if (options.rule !== undefined && looked?.kind !== 'detection') {
      process.stderr.write(`--rule ${plainText(options.rule, 120)}: no detection rule that is on has this id\n`);
      return 2;
    }
    return tryFile(path, options, { folder, looked: looked?.kind === 'detection' ? looked : undefined });
  });
}

interface Trying {
  folder: RuleFolder;
  looked: DetectionRule | undefined;
}

async function tryFile(path: string, { source, json = false }: TryOptions, trying: Trying): Promise<number> {
  const { folder, looked } = trying;
  let isBroken = false;
  const onTrouble = (file: string, problem: string): void => {
    isBroken = true;
    process.stderr.write(`${plainText(file, 300)}: ${problem}\n`);
  };
  const { files, missing } = await filesOf([path]);
  for (const one of missing) onTrouble(one, 'there is no such file');
  const asker = createAsker(folder.set);
  const places = new Map<string, string>();
  const show = json ? showJson : showText;
  const isAsked = (answer: Answer): boolean =>
    answer.rule === undefined || folder.rules.some(({ id }) => id === answer.rule?.id);
  const totals = await readCorpus(files, { source, progress: createProgress(), onTrouble }, (found) => {
    if (found.record.kind === 'event') places.set(found.record.event.id, `record ${found.index}`);
    const answers = asker.ask(found.record).filter(isAsked);
    show(found, withLooked(answers, found, { asker, looked }), folder);
  });
  for (const { rule, eventId, finding } of asker.fired().filter(isAsked)) {
    if (json)
      process.stdout.write(
        `${JSON.stringify({ completedBy: places.get(eventId), ...answerJson({ rule, finding }, folder) })}\n`,
      );
    else
      process.stdout.write(
        `${[`${places.get(eventId) ?? eventId} completes:`, ...answerLines({ rule, finding }, folder)].join('\n')}\n`,
      );
  }
  process.stderr.write(`${totals.records} records, ${totals.rejects} rejects\n`);
  return isBroken ? 1 : 0;
}

/** The answers, and of the rule that is looked at what it says even when it does not match. */
function withLooked(
  answers: Answer[],
  { record }: Found,
  { asker, looked }: { asker: Asker; looked: DetectionRule | undefined },
): Answer[] {
  if (looked === undefined || record.kind !== 'event' || !isAskedOf(looked.logsource, record.event.logsource))
    return answers;
  if (answers.some(({ rule }) => rule?.id === looked.id)) return answers;
  return [...answers, { rule: looked, explain: () => asker.explain(looked, record.event) }];
}

function titleOf({ record, index }: Found): string {
  switch (record.kind) {
    case 'event': {
      const { id, at, account, source } = record.event;
      return `record ${index}: event of ${source}, ${at}, account ${account}, id ${id}`;
    }
    case 'alert':
      return `record ${index}: alert of ${record.alert.source}: ${record.alert.title}`;
    case 'resource':
      return `record ${index}: ${record.snapshot.resource.type} ${record.snapshot.resource.id}`;
  }
}

function showText(found: Found, answers: Answer[], folder: RuleFolder): void {
  const lines = answers.length === 0 ? ['  no rule matches'] : answers.flatMap((answer) => answerLines(answer, folder));
  process.stdout.write(`${[plainText(titleOf(found), 500), ...lines].join('\n')}\n`);
}

function showJson(found: Found, answers: Answer[], folder: RuleFolder): void {
  const line = {
    record: found.index,
    kind: found.record.kind,
    rules: answers.map((answer) => answerJson(answer, folder)),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function answerLines({ rule, explain, finding }: Answer, folder: RuleFolder): string[] {
  const name =
    rule === undefined
      ? []
      : [`  ${plainText(`${rule.id}: ${rule.title} (${folder.pathOf(rule.path)}:${rule.line}, ${rule.status})`, 400)}`];
  const counts = rule !== undefined && finding === undefined ? ['    makes no alert by itself'] : [];
  return [
    ...name,
    ...(explain === undefined ? [] : explainLines(explain(), '    ')),
    ...(finding === undefined ? counts : findingLines(finding)),
  ];
}

function findingLines({ severity, trace, silenced, ends }: Finding): string[] {
  return [
    `    alert of severity ${severity}:`,
    ...trace.map(({ decides, rule, because, path, line }) => {
      const place = path === undefined ? '' : ` (${path}:${line ?? 1})`;
      return `      ${decides} by ${plainText(`${rule}${place}: ${because}`, 400)}`;
    }),
    ...(silenced === undefined ? [] : [`      makes no noise until ${silenced.until}`]),
    ...(ends === undefined ? [] : [`      closes the case as ${ends.reason}, by ${plainText(ends.rule, 120)}`]),
  ];
}

function answerJson({ rule, explain, finding }: Answer, folder: RuleFolder) {
  return {
    ...(rule === undefined
      ? {}
      : { rule: rule.id, path: folder.pathOf(rule.path), line: rule.line, status: rule.status }),
    ...(explain === undefined ? {} : { explanation: explain() }),
    ...(finding === undefined
      ? {}
      : { severity: finding.severity, trace: finding.trace, silenced: finding.silenced, ends: finding.ends }),
  };
}
