import type { Sandboxes } from './scene.ts';
import { safeHref } from './text/safe-href.ts';
import type { Surroundings } from './text/surroundings.ts';

/** Names, links and pictures as the three sandboxes know them: a link to one of their issues or incidents stays in the page. */
export function lookAround(sandboxes: Sandboxes): Surroundings {
  const { team, bot, users, channels, usergroups } = sandboxes.slack.workspace;
  return {
    userName: (id) =>
      id === bot.userId || id === bot.botId ? bot.name : users.find((user) => user.id === id)?.realName,
    channelName: (id) => channels.find((channel) => channel.id === id)?.name,
    groupName: (id) => usergroups.find((group) => group.id === id)?.handle,
    href: (url) => insideHref(url, sandboxes, team.url) ?? safeHref(url),
    showsImage: (url) => insideHref(url, sandboxes, team.url)?.startsWith('/files/') ?? false,
    people: users.filter((user) => user.id !== bot.userId).map(({ id, realName }) => ({ id, name: realName })),
    channels: channels.filter(({ withUser }) => withUser === undefined).map(({ id, name }) => ({ id, name })),
  };
}

function insideHref(url: string, { slack, github, pagerduty }: Sandboxes, teamUrl: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { pathname, origin, search } = new URL(url);
  const issue = /^(?:\/github)?\/([^/]+)\/([^/]+)\/issues\/(\d+)$/.exec(pathname);
  if (issue && github.repos.some(({ owner, name }) => owner === issue[1] && name === issue[2]))
    return `/github/${issue[1]}/${issue[2]}/issues/${issue[3]}`;
  const incident = /\/incidents\/([A-Za-z0-9-]+)$/.exec(pathname)?.[1];
  if (incident !== undefined && pagerduty.incidents.some(({ id }) => id === incident))
    return `/pagerduty/incidents/${incident}`;
  const file = /^\/files\/([^/]+)\//.exec(pathname)?.[1];
  if (origin === new URL(slack.apiUrl).origin && slack.workspace.files.some(({ id }) => id === file))
    return `/files/${file}`;
  const isOurs = URL.canParse(teamUrl) && new URL(teamUrl).origin === origin;
  return isOurs && /^\/archives\/[A-Z0-9]+(\/p\d+)?$/.test(pathname) ? `${pathname}${search}` : undefined;
}
