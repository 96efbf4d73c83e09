import { isDeepStrictEqual } from 'node:util';
import type { Alert } from '#core/alert.ts';
import type { Case } from '#core/case.ts';
import type { Destination } from '#core/mirror.ts';
import { routeOf, type Places } from '#core/route.ts';
import { everyItem, type Table } from '#core/table.ts';
import type { Policy } from '#core/policy.ts';
import { caseMark, newsSeqOf } from '#mirrors/github/issue-marks.ts';
import { bodyOf } from '#pipeline/case-items.ts';
import { readMirrorStates } from '#pipeline/read-mirror-states.ts';
import type { SlackMessage } from '#sandbox/slack/slack-sandbox.ts';
import type { Town } from '#sandbox/start-town.ts';
import { renderCard } from '#slack/card.ts';
import { readMark } from '#slack/slack-marks.ts';
import { slackWordsOf } from '#slack/words/slack-words.ts';
import { casesSince } from '../read-cases.ts';

/** Each line names what is wrong. */
export interface Findings {
  lost: string[];
  doubled: string[];
  /** Cards that do not say what the case is. */
  stale: string[];
  cases: number;
}

export interface World {
  town: Town;
  table: Table;
  policy: Policy;
  places: Places;
}

/** Compares what was given with what is kept, and what is kept with what is shown everywhere. */
export async function compareCases(world: World, given: Map<string, Set<string>>, since: Date): Promise<Findings> {
  const findings: Findings = { lost: [], doubled: [], stale: [], cases: 0 };
  const cases = await casesSince(world.table, since);
  for (const [resource, ids] of given) {
    const own = cases.filter((c) => c.resource.id === resource);
    if (own.length > 1) findings.doubled.push(`case of ${resource}`);
    const [c] = own;
    if (c === undefined) findings.lost.push(`case of ${resource}`);
    else await compareCase(world, c, ids, findings);
  }
  findings.cases = cases.length;
  return findings;
}

async function compareCase(world: World, c: Case, ids: Set<string>, findings: Findings): Promise<void> {
  const range = { pk: `case#${c.id}`, from: 'occ#', to: 'occ#\uFFFF' };
  const kept = await Array.fromAsync(everyItem(world.table, range), (item) => bodyOf<{ alert: Alert }>(item).alert.id);
  for (const id of ids) if (!kept.includes(id)) findings.lost.push(`alert ${id} of ${c.id}`);
  if (new Set(kept).size !== kept.length) findings.doubled.push(`occurrences of ${c.id}`);
  if (c.count !== kept.length) findings.doubled.push(`count of ${c.id}: ${c.count} of ${kept.length}`);
  for (const { mirror, to } of c.shownIn) {
    if (mirror === 'slack') await compareChannel(world, c, to, findings);
    if (mirror === 'github') compareIssues(world.town, c, findings);
    if (mirror === 'pagerduty') compareIncidents(world.town, c, findings);
  }
}

async function compareChannel(world: World, c: Case, channel: string, findings: Findings): Promise<void> {
  const marks = world.town.slack.workspace.messages(channel).flatMap((message) => {
    const mark = readMark(message, c.id);
    return mark === undefined ? [] : [{ message, mark }];
  });
  const where = `${c.id} in ${channel}`;
  const cards = marks.filter(({ mark }) => mark.is === 'card');
  tellUnlessOne(`card of ${where}`, cards.length, findings);
  tellUnlessOne(`evidence of ${where}`, marks.filter(({ mark }) => mark.is === 'evidence').length, findings);
  const news = marks.flatMap(({ mark }) => (mark.is === 'news' ? [mark.seq] : []));
  if (new Set(news).size !== news.length) findings.doubled.push(`news of ${where}`);
  const card = cards[0]?.message;
  if (card !== undefined && !(await isAsTheCaseIs(world, c, { mirror: 'slack', to: channel }, card)))
    findings.stale.push(`card of ${where}`);
}

/** Rendered anew from what is kept; Slack gives the blocks ids of its own. */
async function isAsTheCaseIs(world: World, c: Case, here: Destination, card: SlackMessage): Promise<boolean> {
  const states = await readMirrorStates(world.table, c.id);
  const elsewhere = states.flatMap(({ state: { destination, ref } }) =>
    ref === undefined || (destination.mirror === here.mirror && destination.to === here.to)
      ? []
      : [{ destination, ref }],
  );
  const route = routeOf(c, world.policy, world.places);
  const wanted = renderCard({ case: c, elsewhere, route }, slackWordsOf('en'));
  return isDeepStrictEqual(withoutIds(card.attachments), withoutIds(wanted.attachments));
}

function withoutIds(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, inner: unknown) => (key === 'block_id' || key === 'id' ? undefined : inner)),
  );
}

function compareIssues(town: Town, c: Case, findings: Findings): void {
  const issues = town.issues().filter(({ body, deleted }) => !deleted && body.includes(caseMark(c.id)));
  tellUnlessOne(`issue of ${c.id}`, issues.length, findings);
  const told = issues.flatMap(({ comments }) => comments.map(({ body }) => newsSeqOf(body, c.id)));
  if (new Set(told).size !== told.length) findings.doubled.push(`comments of ${c.id}`);
}

/**
 * One incident a call: who takes an acknowledgement back has somebody called anew, and the older incident is resolved.
 * Nobody is paged for a case that a person has acknowledged before PagerDuty heard of it.
 */
function compareIncidents(town: Town, c: Case, findings: Findings): void {
  const incidents = town.pagerduty.incidents.filter(({ dedupKey }) => dedupKey.startsWith(`${c.id}:`));
  if (incidents.length === 0 && c.status === 'open') findings.lost.push(`incident of ${c.id}`);
  if (new Set(incidents.map(({ dedupKey }) => dedupKey)).size < incidents.length)
    findings.doubled.push(`incident of ${c.id}`);
  if (incidents.filter(({ status }) => status !== 'resolved').length > 1)
    findings.doubled.push(`incident of ${c.id} that is not resolved`);
}

function tellUnlessOne(what: string, count: number, { lost, doubled }: Findings): void {
  if (count === 0) lost.push(what);
  if (count > 1) doubled.push(what);
}
