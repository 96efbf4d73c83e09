import { locales } from '#core/words.ts';
import type { Command } from '../command.ts';
import { codeWithin } from '../mrkdwn.ts';
import { slackWordsOf } from '../words/slack-words.ts';

/** The language in which one person is answered. */
export const language: Command = {
  name: 'language',
  run: async (text, { desk, words, tongues, homes }, { user }) => {
    const texts = words.ops.language;
    const personId = `slack:${user.id}`;
    if (text === '') {
      const chosen = await desk.ops.language(personId);
      const said =
        chosen === undefined ? texts.notChosen(texts.names[tongues.house]) : texts.chosen(texts.names[chosen]);
      return { text: `${said} ${texts.how}` };
    }
    const locale = locales.find((one) => one === text.toLowerCase());
    if (locale === undefined) return { text: `${texts.unknown(codeWithin(text, 40))} ${texts.how}` };
    await desk.ops.setLanguage(personId, locale);
    tongues.forget(user.id);
    void homes.refresh();
    const { now, names, how } = slackWordsOf(locale).ops.language;
    return { text: `${now(names[locale])} ${how}` };
  },
};
