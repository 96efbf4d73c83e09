import type { Town } from '#sandbox/start-town.ts';
import { type Places, routeOf } from '#core/route.ts';
import { sameDestination } from '#pipeline/where-to-look.ts';
import { readPolicy } from '../../src/app.ts';
import { checkCards } from './check-cards.ts';
import { checkIncidents } from './check-incidents.ts';
import { checkIssues } from './check-issues.ts';
import { checkOccurrences } from './check-occurrences.ts';
import type { Problem } from './problem.ts';
import type { KeptCase } from '../read-cases.ts';
import type { StoryAlert } from './story.ts';

/** Compares the stored cases with what was told and with what is shown, in the words of the product's own renderers. */
export async function checkAll(town: Town, told: StoryAlert[], cases: KeptCase[]): Promise<Problem[]> {
  const policy = await readPolicy(town.settings['IRENE_RULES'] ?? '');
  const places = placesOf(town.settings);
  const perCase = cases.flatMap((kept): Problem[] => {
    const route = routeOf(kept.case, policy, places);
    return [
      ...checkChannels(town, kept, route),
      ...checkIssues(town, kept),
      ...checkIncidents(town, kept, route),
      ...checkAttempts(kept),
    ];
  });
  return [...checkOccurrences(told, cases), ...perCase];
}

/** Links to Slack itself stand on no card, so the view is the same for all channels. */
function checkChannels(town: Town, kept: KeptCase, route: ReturnType<typeof routeOf>): Problem[] {
  const elsewhere = kept.shown.flatMap(({ destination, ref }) => (ref === undefined ? [] : [{ destination, ref }]));
  return checkCards(town, kept, { case: kept.case, elsewhere, route });
}

function checkAttempts({ case: c, shown }: KeptCase): Problem[] {
  const open = shown.filter(({ attemptSince }) => attemptSince !== undefined);
  const missing = c.shownIn.filter((where) => !shown.some(({ destination }) => sameDestination(destination, where)));
  return [...open.map(({ destination }) => destination), ...missing].map(
    ({ mirror, to }): Problem => ({ kind: 'attempts', about: `${c.id} at ${mirror} ${to}` }),
  );
}

function placesOf(settings: Record<string, string>): Places {
  return {
    centralChannel: settings['IRENE_CHANNEL'] ?? '',
    opsChannel: settings['IRENE_OPS_CHANNEL'] ?? '',
    opsMention: settings['IRENE_OPS_MENTION'] ?? '',
    githubRepo: settings['GITHUB_REPO'] ?? '',
  };
}
