import { locales } from '#core/words.ts';
import type { Case } from '#core/case.ts';
import { checkAttachments, checkBlocks } from '#sandbox/slack/check-blocks.ts';
import { renderCard } from '#slack/card.ts';
import { renderEvidence } from '#slack/evidence.ts';
import { questionMessage } from '#slack/question-message.ts';
import { renderWhy } from '#slack/render-why.ts';
import { slackWordsOf, type SlackWords } from '#slack/words/slack-words.ts';
import { hostileCase, hostileText } from './card-fuzz/hostile-case.ts';
import { createDice, type Dice } from './dice.ts';
import { exactly, told, type Proof } from './proof.ts';

const sizes = { short: 300, full: 100_000 };
const seed = 20_261_124;

/** Whatever a case says, what is shown of it is what Slack takes, and calls nobody. */
export const cardFuzz: Proof = {
  name: 'card-fuzz',
  about: 'random hostile cases in every language: cards, evidence, reasons and questions that Slack takes',
  async run(size, say) {
    const dice = createDice(seed);
    const troubles: string[] = [];
    for (let n = 0; n < sizes[size]; n += 1) {
      const c = hostileCase(n, dice);
      for (const locale of locales) troubles.push(...troublesOf(c, slackWordsOf(locale), dice));
      if (n % 10_000 === 9_999) say(`${n + 1} cases shown`);
    }
    return {
      figures: [
        told('cases', `${sizes[size]} in ${locales.length} languages (seed ${seed})`),
        exactly('messages that Slack would refuse, or that call somebody', troubles.length, 0),
      ],
      ...(troubles.length === 0 ? {} : { table: [['trouble'], ...troubles.slice(0, 20).map((one) => [one])] }),
    };
  },
};

function troublesOf(c: Case, words: SlackWords, dice: Dice): string[] {
  const links = [
    { destination: { mirror: 'github', to: 'acme/security' }, ref: { id: '1', url: hostileText(dice), shownSeq: 1 } },
  ];
  const card = renderCard(
    { case: c, route: { channels: ['C0WEB'], runbook: hostileText(dice) }, elsewhere: links },
    words,
  );
  const messages = [renderEvidence(c, words), renderWhy(c, words), questionMessage(c, words)];
  const refused = [
    ...checkBlocks(card.blocks, 'message'),
    ...checkAttachments(card.attachments ?? []),
    ...messages.flatMap(({ blocks }) => checkBlocks(blocks ?? [], 'message')),
  ];
  const all = JSON.stringify([card, messages]);
  const calls = [...all.matchAll(/<(?:![a-z]|@[A-Z]|#[A-Z])[^>]{0,20}/g)].filter(
    ([text]) => !/^<!date|^<@UAKI/.test(text),
  );
  return [...refused, ...calls.map(([text]) => `calls: ${text}`)];
}
