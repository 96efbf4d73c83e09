import { expect, test } from 'vitest';
import type { Rule } from '#rules/rule.ts';
import { aDetectionRule, anEvent, aRuleSet } from './a-rule-set.ts';
import { fileOf, openRecords } from './open-records.ts';
import { aWorld, createNotebook } from './world.ts';

test('a file that is read while the rules change is judged by one set to its end, and the next file by the new one', async () => {
  const world = await aWorld([createNotebook('slack')], { atOnce: { files: 1, alerts: 1 } });
  const { policy } = world.context.rules();
  const use = (...rules: Rule[]): void => {
    const set = aRuleSet(policy, rules);
    world.context.rules = () => set;
  };
  use(aDetectionRule('before', { eventName: 'x' }));
  world.context.openFile = async (...given) => {
    const reading = await openRecords(...given);
    async function* reads() {
      for await (const read of reading.reads) {
        yield read;
        use(aDetectionRule('after', { eventName: 'x' }));
      }
    }
    return { ...reading, reads: reads() };
  };
  const file = (name: string) =>
    fileOf(
      ['a', 'b', 'c'].map((id) => ({
        kind: 'event',
        event: anEvent({ id: `${name}-${id}`, record: { eventName: 'x' } }),
      })),
    );
  expect(await world.drop(file('one'))).toMatchObject([{ fired: 3 }]);
  expect(await world.drop(file('two'))).toMatchObject([{ fired: 3 }]);
  const cases = (await world.cases()).map(({ type, count }) => `${type} ${count}`);
  expect(cases.toSorted()).toEqual(['after 3', 'before 3']);
});
