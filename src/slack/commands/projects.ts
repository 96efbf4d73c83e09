import type { Project } from '#core/policy.ts';
import type { Command } from '../command.ts';
import { longReply } from '../long-reply.ts';
import { codeWithin, escapeWithin } from '../mrkdwn.ts';
import type { SlackWords } from '../words/slack-words.ts';

const mostChannels = 10;

/** Who owns what. */
export const projects: Command = {
  name: 'projects',
  run: async (_text, { desk, words }) => {
    const texts = words.ops.projects;
    const all = desk.projects();
    if (all.length === 0) return { text: texts.none };
    return longReply([texts.heading(all.length), ...all.map((project) => lineOf(project, words)), texts.hint], words);
  },
};

function lineOf({ name, title, accounts, channels, owner }: Project, words: SlackWords): string {
  const texts = words.ops.projects;
  const shown = channels.slice(0, mostChannels).map(channelText).join(' ');
  const more = channels.length > mostChannels ? ` +${channels.length - mostChannels}` : '';
  return [
    `• ${codeWithin(name, 100)}${title === undefined ? '' : ` ${escapeWithin(title, 150)}`}`,
    texts.accounts(accounts.length),
    channels.length === 0 ? texts.noChannel : texts.channels(`${shown}${more}`),
    ...(owner === undefined ? [] : [texts.owner(escapeWithin(owner, 150))]),
  ].join(' · ');
}

/** Slack shows the name of an id. */
function channelText(channel: string): string {
  return /^[CG][A-Z0-9]{5,20}$/.test(channel) ? `<#${channel}>` : escapeWithin(channel, 90);
}
