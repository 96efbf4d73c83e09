import { readSubscriptionQuery } from '#core/standing-order.ts';
import type { Command } from '../command.ts';
import { problemText } from '../orders/problem-text.ts';
import { subscriptionPreview } from '../orders/subscription-preview.ts';
import { wrongQueryReply } from '../wrong-query.ts';
import type { Reception } from '../reception.ts';

const shown = 5;

/** Shows what the channel would have got, and asks. Without a query: the cases of the project whose channel it is. */
export const subscribe: Command = {
  name: 'subscribe',
  run: async (text, reception, { channel }) => {
    const { desk, words } = reception;
    const query = text === '' ? await queryOfProject(channel, reception) : text;
    if (query === undefined) return { text: words.orders.subscription.noProject };
    const read = readSubscriptionQuery(query);
    if (!('query' in read)) return { text: problemText(read, query, words) };
    if (!(await isIn(channel, reception))) return { text: words.orders.subscription.notIn };
    const found = await desk.search(`(${query}) seen<30d`, { limit: shown });
    return 'wrong' in found ? wrongQueryReply(query, found.wrong, words) : subscriptionPreview(query, found, words);
  },
};

async function queryOfProject(channel: string, { desk, client }: Reception): Promise<string | undefined> {
  const projects = desk.projects().filter(({ channels }) => channels.length > 0);
  if (projects.every(({ channels }) => !channels.includes(channel)) && !hasNames(projects)) return undefined;
  const name = hasNames(projects) ? (await client.conversations.info({ channel })).channel?.name : undefined;
  const found = projects.filter(({ channels }) => channels.includes(channel) || channels.includes(`#${name}`));
  if (found.length === 0) return undefined;
  return `project:${found.map((project) => `"${project.name}"`).join(',')}`;
}

function hasNames(projects: { channels: string[] }[]): boolean {
  return projects.some(({ channels }) => channels.some((one) => one.startsWith('#')));
}

/** Where it is not, or where Slack does not say, nothing could be shown. */
async function isIn(channel: string, { client }: Reception): Promise<boolean> {
  try {
    return (await client.conversations.info({ channel })).channel?.is_member === true;
  } catch {
    return false;
  }
}
