import { z } from 'zod';
import type { JsonObject } from '#core/json.ts';
import { checkValue, mapOf } from './check-value.ts';
import type { Fault } from './detection/detection.ts';
import type { Lists, Rule, RuleBase, RuleStatus } from './rule.ts';
import { line, texts } from './schema-parts.ts';

/** What a kind may use when it reads a document. */
export interface KindContext {
  lists: Lists;
  /** The document is one of Sigma's, taken as it is. */
  isSigma: boolean;
}

/** A rule, with what is to be said about it, or everything that is wrong. */
export type Made<R extends Rule = Rule> = { rule: R; warnings?: Fault[] } | { faults: Fault[] };

/** A document of the rules folder that has a map at its root. */
export interface RuleSource {
  path: string;
  line: number;
  value: JsonObject;
}

/** A kind of rule: what its files may say, and what it becomes. */
export interface Kind {
  name: Rule['kind'];
  /** Its folder below the rules folder: a file there needs no `kind:`. */
  folder?: string;
  read(source: RuleSource, context: KindContext): Made;
}

const expectedId = 'expected a name of a-z, 0-9, -, _ and .';

/** The keys that every rule may have. */
export const commonKeys = {
  id: z.string({ error: expectedId }).regex(/^[A-Za-z0-9][\w.-]{0,119}$/, expectedId),
  kind: z.string().optional(),
  title: line.optional(),
  status: z
    .enum(['on', 'test', 'off', 'stable', 'experimental'], { error: 'expected on, test or off' })
    .default('on')
    .transform((status): RuleStatus => (status === 'stable' || status === 'experimental' ? 'on' : status)),
  description: z.string({ error: 'expected text' }).optional(),
  references: texts,
  tags: texts,
  falsepositives: texts,
  tests: z.array(z.record(z.string(), z.json()), { error: 'expected a list of tests' }).default([]),
};

const common = z.object(commonKeys);
export type Common = z.infer<typeof common>;

/** A kind from the keys that its files have besides the common ones. */
export function kindOf<S extends z.core.$ZodLooseShape, R extends Rule>(kind: {
  name: R['kind'];
  folder: string;
  keys: S;
  toRule(file: z.infer<z.ZodObject<S>>, base: RuleBase, context: KindContext): Made<R>;
}): Kind {
  const schema = mapOf({ ...commonKeys, ...kind.keys });
  return {
    name: kind.name,
    folder: kind.folder,
    read(source, context) {
      const checked = checkValue(source.value, schema);
      if ('faults' in checked) return checked;
      const file = checked.data as Common & z.infer<z.ZodObject<S>>;
      return kind.toRule(file, baseOf(source, file), context);
    },
  };
}

/** What every rule has, from what its file says. */
export function baseOf({ path, line: begins }: RuleSource, file: Common): RuleBase {
  return {
    id: file.id,
    title: file.title ?? titleOf(file.id),
    path,
    line: begins,
    status: file.status,
    ...(file.description === undefined ? {} : { description: file.description.trim() }),
    references: file.references,
    tags: file.tags,
    falsePositives: file.falsepositives,
    tests: file.tests,
  };
}

/** `raise-public-without-auth` as people write it. */
function titleOf(id: string): string {
  const words = id.replaceAll(/[-_]+/g, ' ').trim();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
