import type { CaseView } from '#core/mirror.ts';

/** What a card is rendered from: the stored case and where else it is shown. */
export type CardView = Pick<CaseView, 'case' | 'elsewhere' | 'route'>;

/** The other mirrors' things that have a link: `GitHub #12`, `PagerDuty`. */
export function placesOf(view: Pick<CardView, 'elsewhere'>): { url: string; place: string; label: string }[] {
  return view.elsewhere
    .filter(({ destination }) => destination.mirror in placeNames)
    .flatMap(({ destination, ref }) => {
      const place = placeNames[destination.mirror] ?? destination.mirror;
      const label = ref.label === undefined ? place : `${place} ${ref.label}`;
      return ref.url === undefined ? [] : [{ url: ref.url, place, label }];
    })
    .slice(0, 3);
}

/** Brand names, the same in every language. Other Slack channels are not named on a card. */
const placeNames: Record<string, string> = { github: 'GitHub', pagerduty: 'PagerDuty' };
