import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinSnapshot, type Joined } from '#core/join-snapshot.ts';
import type { ResourceSnapshot } from '#core/resource-snapshot.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();

function aSnapshot(minute: number, given: Partial<ResourceSnapshot>): ResourceSnapshot {
  const resource = { id: 'r', type: 't' };
  return {
    source: 'cai',
    provider: 'gcp',
    account: 'a',
    resource,
    at: at(minute),
    deleted: false,
    config: {},
    ...given,
  };
}

const config = fc.dictionary(fc.constantFrom('resource', 'iamPolicy', 'orgPolicy'), fc.integer({ min: 0, max: 3 }));
const partial = fc.record({ config, isPartial: fc.constant(true as const) });
const whole = fc.oneof(fc.record({ config }), fc.constant({ config: {}, deleted: true }));

/** No two of one moment: which of them holds nobody could say. */
function story<T extends Partial<ResourceSnapshot>>(kinds: fc.Arbitrary<T>) {
  return fc
    .array(kinds, { minLength: 1, maxLength: 8 })
    .map((all) => all.map((given, minute) => aSnapshot(minute, given)));
}

function joinAll(snapshots: ResourceSnapshot[]): Joined | undefined {
  return snapshots.reduce<Joined | undefined>((known, news) => joinSnapshot(known, news) ?? known, undefined);
}

const shuffled = <T>(all: T[]): fc.Arbitrary<T[]> => fc.shuffledSubarray(all, { minLength: all.length });

test('whole snapshots: the newest is known, in whatever order and however often they come', () => {
  fc.assert(
    fc.property(
      story(whole).chain((all) => fc.tuple(fc.constant(all), shuffled([...all, ...all]))),
      ([all, mixed]) => {
        expect(joinAll(mixed)?.snapshot).toEqual(all.at(-1));
      },
    ),
  );
});

test('parts: each key is as its newest part says, in whatever order and however often they come', () => {
  fc.assert(
    fc.property(
      story(partial).chain((all) => fc.tuple(fc.constant(all), shuffled([...all, ...all]))),
      ([all, mixed]) => {
        const wanted = Object.assign({}, ...all.map((one) => one.config)) as object;
        expect(joinAll(mixed)?.snapshot).toMatchObject({ config: wanted });
        expect(Object.keys(joinAll(mixed)?.snapshot.config ?? {}).toSorted()).toEqual(Object.keys(wanted).toSorted());
      },
    ),
  );
});

test('a part of before the end of a resource does not bring it back, and a later one begins anew', () => {
  const part = (minute: number, given: ResourceSnapshot['config']) =>
    aSnapshot(minute, { config: given, isPartial: true });
  const gone = aSnapshot(5, { deleted: true });
  expect(joinAll([part(1, { resource: 1 }), gone, part(3, { iamPolicy: 1 })])?.snapshot).toEqual(gone);
  expect(joinAll([part(1, { resource: 1 }), gone, part(7, { iamPolicy: 1 })])?.snapshot).toMatchObject({
    deleted: false,
    config: { iamPolicy: 1 },
    at: at(7),
  });
});
