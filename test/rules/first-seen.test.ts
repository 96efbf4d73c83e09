import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addSightings, memoryMs, wasSeenBefore, type Sightings } from '#rules/first-seen/sightings.ts';
import { firstSeenFields } from '#rules/first-seen/first-seen-fields.ts';
import { valuesOfAlert, valuesOfEvent } from '#rules/first-seen/values-seen.ts';
import { anAlert } from '#test/builders.ts';
import { anEvent } from '#test/pipeline/a-rule-set.ts';
import { rulesOf } from './judge-texts.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 0, 1);

describe('sightings', () => {
  it('a value is new at its first moment, and again when it was away for longer than the memory', () => {
    const kept = addSightings([], [start, start + day, start + 40 * day]);
    expect(wasSeenBefore(kept, start)).toBe(false);
    expect(wasSeenBefore(kept, start + 1)).toBe(true);
    expect(wasSeenBefore(kept, start + 31 * day)).toBe(true);
    expect(wasSeenBefore(kept, start + 31 * day + 1)).toBe(false);
    expect(wasSeenBefore(kept, start + 40 * day)).toBe(false);
  });

  it('what is there all the time is one run, written once an hour', () => {
    const kept = addSightings([], [start + 1]);
    expect(addSightings(kept, [start + 2, start + 3_600_000])).toBe(kept);
    expect(addSightings(kept, [start + 3_600_001, start + day])).toHaveLength(1);
  });

  it('are the same in whatever order, in whatever portions and however often moments come, and are what all moments say', () => {
    const moments = fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(moments, fc.infiniteStream(fc.nat()), (days, order) => {
        const all = days.map((n) => start + n * (day / 2));
        const shuffled = all
          .map((at) => [order.next().value ?? 0, at] as const)
          .toSorted(([a], [b]) => a - b)
          .flatMap(([n, at]) => (n % 3 === 0 ? [at, at] : [at]));
        const once = addSightings([], all);
        const oneByOne = shuffled.reduce<Sightings>((kept, at) => addSightings(kept, [at]), []);
        expect(oneByOne).toEqual(once);
        for (const at of all) {
          const before = all.some((other) => other < at && at - other <= memoryMs);
          expect(wasSeenBefore(once, at)).toBe(before);
        }
      }),
    );
  });
});

describe('the fields of which rules ask whether their values are new', () => {
  it('are those of all kinds of rules, each once, and none when nobody asks', () => {
    const fact = 'facts.first_seen.sourceIPAddress';
    const severity = `id: a\ndetection: {s: {${fact}: 'true'}, condition: s}\nraise: 1\nrepeat: {by: [facts.first_seen.alert.type], within: 1h, steps: [{from: 2, lower: 1}]}\n`;
    const close = `id: b\ndetection: {s: {${fact}: 'true'}, condition: s}\nreason: fixed\n`;
    expect(firstSeenFields(rulesOf({ 'severity/a.yml': severity, 'close/b.yml': close }))).toEqual([
      'alert.type',
      'sourceIPAddress',
    ]);
    expect(firstSeenFields(rulesOf({}))).toEqual([]);
  });

  it('have the values of the record, and of the alert itself; what is not there has none', () => {
    const fields = ['alert.type', 'sourceIPAddress', 'userIdentity.arn', 'empty', 'nothing'];
    const record = { sourceIPAddress: '198.51.100.7', userIdentity: { arn: 'arn:1' }, empty: '', nothing: null };
    const ofRecord = [
      { field: 'sourceIPAddress', value: '198.51.100.7' },
      { field: 'userIdentity.arn', value: 'arn:1' },
    ];
    expect(valuesOfEvent(anEvent({ record }), fields).values).toEqual(ofRecord);
    const alert = anAlert({ type: 'Recon' });
    expect(valuesOfAlert(alert, record, fields).values).toEqual([...ofRecord, { field: 'alert.type', value: 'Recon' }]);
    expect(valuesOfAlert(alert, undefined, ['sourceIPAddress']).values).toEqual([]);
  });
});
