import type { FactLookup } from '#core/facts.ts';
import type { Json, JsonObject } from '#core/json.ts';
import type { News } from './close-by-news.ts';
import { leavesOf } from './detection/check.ts';
import type { Detection } from './detection/detection.ts';
import type { CloseRule } from './rule.ts';

/** News as they are kept for alerts that come later: with no more of the record than the close rules ask for. */
export interface KeptNews extends Omit<News, 'fact'> {
  /** The facts that were asked for, by their name after `facts.`. */
  facts: JsonObject;
}

/** What of the news these rules look at. */
export function keptNews({ fact, config, ...news }: News, rules: readonly CloseRule[]): KeptNews {
  const detections = rules.map(({ detection }) => detection);
  const names = detections.flatMap(({ fields }) => fields).flatMap(({ field }) => factIn(field) ?? []);
  const facts = names.flatMap((name): [string, Json][] => {
    const value = fact?.(name);
    return value === undefined ? [] : [[name, value]];
  });
  return {
    ...news,
    update: askedOf(news.update, 'update', detections),
    ...(config === undefined ? {} : { config: askedOf(config, 'resource', detections) }),
    facts: Object.fromEntries(facts),
  };
}

/** The same as news again. */
export function newsOfKept({ facts, ...news }: KeptNews): News {
  const fact: FactLookup = (name) => (Object.hasOwn(facts, name) ? facts[name] : undefined);
  return { ...news, fact };
}

/** Whether a rule looks at the news at all, and not only at the case: else any news would have to be kept. */
export function looksAtNews({ detection }: CloseRule): boolean {
  return (
    asksForAll(detection) || detection.fields.some(({ field }) => /^(?:update|resource|facts)(?:\.|$)/.test(field))
  );
}

function factIn(field: string): string | undefined {
  return field.startsWith('facts.') ? field.slice('facts.'.length) : undefined;
}

function askedOf(record: JsonObject, root: string, detections: readonly Detection[]): JsonObject {
  if (detections.some(asksForAll)) return record;
  const asked = detections.flatMap(({ fields }) => fields.map(({ field }) => field));
  if (asked.includes(root)) return record;
  const isAsked = (key: string): boolean =>
    asked.some((field) => field === `${root}.${key}` || field.startsWith(`${root}.${key}.`));
  return Object.fromEntries(Object.entries(record).filter(([key]) => isAsked(key)));
}

/** Words without a field look at everything, and so may what cannot be looked into. */
function asksForAll({ check }: Detection): boolean {
  return check === undefined || leavesOf(check).some(({ field }) => field === undefined);
}
