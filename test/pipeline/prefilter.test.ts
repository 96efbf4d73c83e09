import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '#core/json.ts';
import type { RuleSet } from '#rules/rule-set.ts';
import { compileDetection } from '#rules/detection/compile-detection.ts';
import { createEventMatcher } from '#rules/detection/create-event-matcher.ts';
import { eventPrefilter } from '#rules/event-prefilter.ts';
import type { CloseRule, DetectionRule } from '#rules/rule.ts';
import { hasSharedData, sharedRecords } from '#test/shared-data.ts';
import { sigmaRules } from '#test/rules/detection/sigma-rules.ts';
import { aDetectionRule, aRuleSet, whereFields } from './a-rule-set.ts';
import { aWorld, createNotebook, type World } from './world.ts';

function compiled(block: JsonObject): DetectionRule['detection'] {
  const made = compileDetection(block, { lists: new Map() });
  if ('faults' in made) throw new Error(JSON.stringify(made.faults));
  return made.detection;
}

const cloudtrail = { product: 'aws', service: 'cloudtrail' };

function aRule(id: string, block: JsonObject): DetectionRule {
  return aDetectionRule(id, {}, { logsource: cloudtrail, detection: compiled(block) });
}

function aCloseRule(block: JsonObject): CloseRule {
  const { severity: _1, key: _2, routing: _3, logsource: _4, counting: _5, ...base } = aRule('close', block);
  return { ...base, kind: 'close', same: [], reason: 'fixed', reopen: true };
}

function setOf(world: World, rules: (DetectionRule | CloseRule)[]): RuleSet {
  const events = createEventMatcher(rules.filter((rule) => rule.kind === 'detection'));
  return aRuleSet(world.context.rules().policy, rules, { events });
}

/** As CloudTrail writes a file. */
function logOf(records: JsonObject[]): Uint8Array {
  return gzipSync(JSON.stringify({ Records: records.map((record) => ({ eventVersion: '1.08', ...record })) }));
}

function aRecord(given: JsonObject = {}): JsonObject {
  return {
    eventTime: '2026-03-01T11:00:00Z',
    eventSource: 'ec2.amazonaws.com',
    eventName: 'DescribeInstances',
    eventID: crypto.randomUUID(),
    recipientAccountId: '111122223333',
    userIdentity: { type: 'IAMUser', userName: 'aki' },
    ...given,
  };
}

async function ledgerOf(world: World, records: JsonObject[]) {
  const [entry] = await world.drop(logOf(records));
  return entry;
}

test('records that no rule wants are counted and not parsed, the others are judged', async () => {
  const world = await aWorld([createNotebook('slack')]);
  const rules = setOf(world, [
    aRule('stopped', { sel: { eventName: ['StopLogging', 'DeleteTrail'] }, condition: 'sel' }),
  ]);
  world.context.rules = () => rules;
  const { openFile } = world.context;
  let skipped = 0;
  world.context.openFile = async (...given) => {
    const reading = await openFile(...given);
    return { ...reading, skipped: () => (skipped = reading.skipped?.() ?? 0) };
  };
  const records = Array.from({ length: 100 }, (_, n) => aRecord(n === 50 ? { eventName: 'StopLogging' } : {}));
  expect(await ledgerOf(world, records)).toMatchObject({
    source: 'cloudtrail',
    records: 100,
    events: 100,
    fired: 1,
    rejected: 0,
  });
  expect(skipped).toBe(97);
  expect(await world.cases()).toMatchObject([{ type: 'stopped' }]);
});

test('a close rule keeps the records that it looks for, and only these', () => {
  const block = {
    undone: { 'alert.rule_id': 'stopped', 'update.eventName': 'StartLogging' },
    archived: { 'alert.source': 'guardduty', 'update.service.archived': 'archived' },
    condition: '1 of them',
  };
  const given = aRuleSet({} as RuleSet['policy'], [
    aRule('stopped', { sel: { eventName: 'StopLogging' }, condition: 'sel' }),
    aCloseRule(block),
  ]);
  const keep = eventPrefilter(given);
  const texts = ['StartLogging', 'StopLogging', 'RunInstances'].map((eventName) =>
    JSON.stringify(aRecord({ eventName })),
  );
  expect(texts.map((text) => keep?.(text)(0, text.length))).toEqual([true, true, false]);
});

test('a rule that could match anything has every record parsed', () => {
  const unsure = [
    aRule('no-mfa', { sel: { eventName: 'ConsoleLogin' }, condition: 'not sel' }),
    aCloseRule({ sel: { 'alert.rule_id': 'x' }, condition: 'sel' }),
    aDetectionRule(
      'closure',
      { eventName: 'x' },
      { logsource: cloudtrail, detection: whereFields({ eventName: 'x' }) },
    ),
  ];
  for (const rule of unsure) expect(eventPrefilter(aRuleSet({} as RuleSet['policy'], [rule]))).toBeUndefined();
  const idle = { ...aCloseRule({ sel: { 'alert.rule_id': 'x' }, condition: 'sel' }), idleMs: 1 };
  expect(eventPrefilter(aRuleSet({} as RuleSet['policy'], [idle]))).toBeTypeOf('function');
});

test.skipIf(!hasSharedData)('on real logs the filter changes no case and no count', { timeout: 120_000 }, async () => {
  const records = ['stratus', 'invictus-aws'].flatMap((name) => sharedRecords(`cloudtrail/${name}.jsonl`));
  const rules = sigmaRules('aws').map(({ rule }) => rule);
  const outcomes: Json[] = [];
  for (const isOn of [true, false]) {
    const world = await aWorld([]);
    const set = setOf(world, rules);
    expect(eventPrefilter(set)).toBeTypeOf('function');
    world.context.rules = () => set;
    const { openFile } = world.context;
    let skipped = 0;
    world.context.openFile = async (bytes, source, about, keep) => {
      const reading = await openFile(bytes, source, about, isOn ? keep : undefined);
      return { ...reading, skipped: () => ((skipped += reading.skipped?.() ?? 0), reading.skipped?.() ?? 0) };
    };
    const counts: Json[] = [];
    for (let from = 0; from < records.length; from += 500) {
      const entry = await ledgerOf(world, records.slice(from, from + 500));
      counts.push({
        records: entry?.records ?? 0,
        events: entry?.events ?? 0,
        fired: entry?.fired ?? 0,
        rejected: entry?.rejected ?? 0,
      });
    }
    const cases = (await world.cases()).map(({ id, count, severity }) => ({ id, count, severity }));
    outcomes.push({ counts, cases: cases.toSorted((a, b) => (a.id < b.id ? -1 : 1)) });
    expect(skipped > records.length / 2).toBe(isOn);
  }
  expect(outcomes[0]).toEqual(outcomes[1]);
});
