import { boundAlert, occurrenceIdOf } from '#core/alert.ts';
import type { FactLookup } from '#core/facts.ts';
import type { JsonObject } from '#core/json.ts';
import { opsSource } from '#core/ops.ts';
import type { Finding } from '#core/record-finding.ts';
import { repeatPositions } from '#rules/counting/repeat-positions.ts';
import { factsAbout } from '#rules/facts-about.ts';
import { firstSeenFields } from '#rules/first-seen/first-seen-fields.ts';
import { valuesOfAlert } from '#rules/first-seen/values-seen.ts';
import { judge, type Incoming as Judging, type Judged } from '#rules/judge.ts';
import type { RepeatQuestion } from '#rules/rate.ts';
import type { RuleSet } from '#rules/rule-set.ts';
import { usesResource } from '#rules/uses-resource.ts';
import type { Context } from './context.ts';
import type { Incoming } from './handle-alert.ts';
import { inTurn } from './in-turn.ts';
import { noteSeen } from './note-seen.ts';
import type { Shadow } from './note-shadow.ts';
import { repeatKey, repeatsOf, repeatWrite } from './repeat-items.ts';
import { knownResourceOf, resourceKey } from './resource-items.ts';
import { untilSaved } from './save-case.ts';

type JudgeContext = Pick<Context, 'table' | 'addresses' | 'now'>;

/** An alert that is being judged, and what was looked up for it. */
interface Work extends Judging {
  occurrenceId: string;
  /** By the text of the question: its positions in the windows of severity rules with `repeat:`. */
  positions: Map<string, number[]>;
}

/** Each round looks up what the one before has asked for; a rule asks once. */
const mostRounds = 20;
const mostKeys = 100;

/**
 * Judges alerts by the rules, with what the table knows: how their resources are configured, and how often alerts of
 * the same key have come. Safe to call again: the same alerts are counted once. What rules in test would have had a say
 * in goes into the shadow.
 */
export async function judgeAlerts(
  context: JudgeContext,
  incoming: Incoming[],
  rules: RuleSet,
  shadow?: Pick<Shadow, 'note'>,
): Promise<Finding[]> {
  const factsOf = factsAbout(rules, context.addresses);
  const configs = usesResource(rules) ? await readConfigs(context, incoming) : undefined;
  const now = context.now().getTime();
  const seenOf = await seenAmong(context, incoming, rules);
  const works = incoming.map(({ alert: given, update }, index): Work => {
    const alert = boundAlert(given);
    const resource = configs?.get(given.resource.id);
    return {
      alert,
      ...(update === undefined ? {} : { update }),
      ...(resource === undefined ? {} : { resource }),
      fact: withSeen(
        factsOf({ account: alert.account, ...(update === undefined ? {} : { record: update }) }),
        seenOf[index],
      ),
      now,
      occurrenceId: occurrenceIdOf(alert),
      positions: new Map(),
    };
  });
  let judged = works.map((work) => judgeOne(work, rules));
  for (let round = 0; round < mostRounds && judged.some(({ needs }) => needs.length > 0); round += 1) {
    await lookUp(context, works, judged);
    judged = works.map((work, at) => {
      const before = judged[at];
      return before === undefined || before.needs.length > 0 ? judgeOne(work, rules) : before;
    });
  }
  for (const { finding, tried } of judged)
    for (const rule of tried) shadow?.note(rule, `${finding.alert.account} ${finding.alert.id}`);
  return judged.map(({ finding }) => finding);
}

/** Which values of these alerts are new, where some rule asks for it; never of Irene's own troubles. */
async function seenAmong(context: JudgeContext, incoming: Incoming[], rules: RuleSet): Promise<FactLookup[]> {
  const fields = firstSeenFields(rules);
  if (fields.length === 0) return [];
  const seen = incoming.map(({ alert, update }) =>
    valuesOfAlert(boundAlert(alert), update, alert.source === opsSource ? [] : fields),
  );
  return (await noteSeen(context, seen)).facts;
}

function withSeen(known: FactLookup, seen: FactLookup | undefined): FactLookup {
  return seen === undefined ? known : (name) => seen(name) ?? known(name);
}

function judgeOne(work: Work, rules: RuleSet): Judged {
  return judge(work, rules, (question) => work.positions.get(textOf(question)));
}

function textOf({ rule, key }: RepeatQuestion): string {
  return JSON.stringify([rule, key]);
}

interface Asked {
  question: RepeatQuestion;
  works: Work[];
}

async function lookUp(context: JudgeContext, works: Work[], judged: Judged[]): Promise<void> {
  const asked = new Map<string, Asked>();
  for (const [at, { needs }] of judged.entries()) {
    const work = works[at];
    if (work === undefined) continue;
    for (const question of needs) {
      const one = asked.get(textOf(question)) ?? { question, works: [] };
      one.works.push(work);
      asked.set(textOf(question), one);
    }
  }
  // Each key by itself: files that are read side by side wait for each other only where they speak of the same.
  const placed = await Promise.allSettled([...asked].map(([text, one]) => placeInTurn(context, text, one)));
  for (const one of placed) if (one.status === 'rejected') throw one.reason;
}

function placeInTurn(context: JudgeContext, text: string, asked: Asked): Promise<true> {
  return inTurn(context.table, `rep#${text}`, () =>
    untilSaved('how often alerts came', () => tryToPlace(context, asked)),
  );
}

/** Undefined when somebody else placed alerts of the key in between. */
async function tryToPlace({ table, now }: JudgeContext, { question, works }: Asked): Promise<true | undefined> {
  const at = repeatKey(question);
  const [from] = await table.get([at]);
  const given = new Map(works.map(({ alert, occurrenceId }) => [occurrenceId, Date.parse(alert.at)]));
  const before = repeatsOf(from)?.alerts ?? [];
  // Without those that are asked about, so that they move the same ones when they are asked about again.
  const others = { alerts: before.filter(({ id }) => !given.has(id)) };
  const arriving = [...given].map(([id, time]) => ({ id, at: time }));
  const { state, positions, moved } = repeatPositions(question.withinMs, others, arriving);
  for (const { occurrenceId, positions: own } of works)
    own.set(textOf(question), [positions.get(occurrenceId) ?? 1, ...moved.map(({ to }) => to)]);
  const isKnown =
    before.length === state.alerts.length && arriving.every(({ id }) => before.some((one) => one.id === id));
  if (isKnown) return true;
  const write = repeatWrite(question, at, state, { from, now: now() });
  return (await table.write([write])).conflicts.length === 0 ? true : undefined;
}

/** How the resources of these alerts are configured now, as far as it is known. */
async function readConfigs({ table }: JudgeContext, incoming: Incoming[]): Promise<Map<string, JsonObject>> {
  const ids = [...new Set(incoming.map(({ alert }) => alert.resource.id))];
  const configs = new Map<string, JsonObject>();
  for (let from = 0; from < ids.length; from += mostKeys) {
    const some = ids.slice(from, from + mostKeys);
    const items = await table.get(some.map(resourceKey));
    for (const [at, id] of some.entries()) {
      const known = knownResourceOf(items[at]);
      if (known !== undefined && !known.snapshot.deleted && known.tooLarge === undefined)
        configs.set(id, known.snapshot.config);
    }
  }
  return configs;
}
