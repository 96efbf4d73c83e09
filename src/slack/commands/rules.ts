import type { RulesOverview, RuleView } from '#pipeline/rule-views.ts';
import type { Command } from '../command.ts';
import { missingReply } from '../help-reply.ts';
import { longReply } from '../long-reply.ts';
import { codeBlock, codeWithin, escapeWithin, slackLink } from '../mrkdwn.ts';
import type { Reply } from '../reception.ts';
import { section } from '../text-objects.ts';
import type { SlackWords } from '../words/slack-words.ts';

const longestBlock = 2800;
const mostProblems = 20;

/** What rules there are, and what one of them does. */
export const rules: Command = {
  name: 'rules',
  run: async (text, { desk, words }) => {
    if (text === '') return overview(await desk.ops.rules(), words);
    const id = /^show\s+(\S+)$/u.exec(text)?.[1];
    if (id === undefined) return missingReply('rules', words);
    const looked = desk.ops.rule(id);
    const texts = words.ops.rules;
    if ('found' in looked) return show(looked.found, words);
    if ('none' in looked) return { text: texts.none(codeWithin(id, 200)) };
    return longReply(
      [texts.many(codeWithin(id, 200)), ...looked.many.map((one) => `• ${codeWithin(one, 200)}`)],
      words,
    );
  },
};

function overview({ version, counts, problems }: RulesOverview, words: SlackWords): Reply {
  const texts = words.ops.rules;
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const byKind = Map.groupBy(counts, ({ kind }) => kind);
  const lines = [...byKind].map(([kind, some]) => {
    const of = (status: string): number => some.find((one) => one.status === status)?.count ?? 0;
    return `• ${texts.count(texts.kind[kind], of('on'), of('test'))}`;
  });
  const broken = problems.slice(0, mostProblems).map((problem) => `• ${escapeWithin(problem, 400)}`);
  const heading = `${texts.heading(total)} · ${codeWithin(version, 40)}`;
  return longReply([heading, ...lines, ...(broken.length > 0 ? [texts.broken, ...broken] : []), texts.change], words);
}

function show(rule: RuleView, words: SlackWords): Reply {
  const texts = words.ops.rules;
  const { id, title, kind, status, level, path, line, description, runbook, detection } = rule;
  const about = [
    texts.kind[kind],
    texts.status[status],
    ...(level === undefined ? [] : [texts.level(words.severityWord(level))]),
    texts.place(codeWithin(`${path}:${line}`, 300)),
  ];
  const lines = [
    `*${escapeWithin(title, 300)}* ${codeWithin(id, 200)}`,
    about.join(' · '),
    ...(description === undefined ? [] : [escapeWithin(description, 1200)]),
    ...(runbook === undefined ? [] : [slackLink(runbook, texts.runbook)]),
  ];
  const code = detection === undefined ? [] : [texts.decides, ...codeOf(detection, words)];
  return { text: title, blocks: [section(lines.join('\n')), ...code.map(section)] };
}

/** Whole lines, as many as fit. */
function codeOf(detection: string, words: SlackWords): string[] {
  const all = detection.split('\n');
  let lines = all.map((line) => (line.length > 500 ? `${line.slice(0, 499).toWellFormed()}…` : line));
  while (codeBlock(lines).length > longestBlock) lines = lines.slice(0, Math.floor(lines.length * 0.9));
  return [codeBlock(lines), ...(lines.length < all.length ? [words.ops.rules.longer] : [])];
}
