import type { Route } from '#core/route.ts';
import type { TimelineEntry } from '#core/timeline.ts';
import { isNoise } from '#core/timeline.ts';

/** The route's mention as Slack writes it; undefined without one, or when it is nothing that Slack could call. */
export function mentionOf(route: Route): string | undefined {
  const { mention } = route;
  if (mention === 'here') return '<!here>';
  if (mention === undefined || !/^[SUW][A-Z0-9]+$/.test(mention)) return undefined;
  return mention.startsWith('S') ? `<!subteam^${mention}>` : `<@${mention}>`;
}

/** The mention for these news. Nobody is called for what only they themselves did. */
export function mentionForNews(route: Route, news: TimelineEntry[]): string | undefined {
  const own = `slack:${route.mention ?? ''}`;
  const noise = news.filter(isNoise);
  const isAllTheirOwn = noise.length > 0 && noise.every(({ by }) => by.kind === 'person' && by.id === own);
  return isAllTheirOwn ? undefined : mentionOf(route);
}
