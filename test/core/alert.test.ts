import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundAlert, occurrenceIdOf } from '#core/alert.ts';
import { caseIdOf, fingerprintOf, isCaseId } from '#core/fingerprint.ts';
import { anAlert } from '#test/builders.ts';

describe('fingerprint and occurrence', () => {
  it('the same weakness seen again has the same fingerprint and another occurrence', () => {
    const again = anAlert({ at: '2026-03-02T00:00:00.000Z', title: 'now with another title', nativeSeverity: '8' });
    expect(fingerprintOf(again)).toBe(fingerprintOf(anAlert()));
    expect(occurrenceIdOf(again)).not.toBe(occurrenceIdOf(anAlert()));
  });

  it('the same record read twice is the same occurrence', () => {
    expect(occurrenceIdOf(anAlert({ title: 'reworded' }))).toBe(occurrenceIdOf(anAlert()));
  });

  it('"it is over" at the same moment is another occurrence than "it is there"', () => {
    expect(occurrenceIdOf(anAlert({ ended: 'fixed' }))).not.toBe(occurrenceIdOf(anAlert()));
  });

  it.each([
    { source: 'scc' },
    { type: 'other' },
    { account: '444455556666' },
    { resource: { id: 'other', type: 'Instance' } },
  ])('%o makes another case', (given) => {
    expect(fingerprintOf(anAlert(given))).not.toBe(fingerprintOf(anAlert()));
  });

  it('fields cannot be shifted into each other', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (a, b, c) => {
        fc.pre(b !== '');
        expect(fingerprintOf(anAlert({ type: a + b, account: c }))).not.toBe(
          fingerprintOf(anAlert({ type: a, account: b + c })),
        );
      }),
    );
  });

  it('a case id is irn- and 12 base32 characters', () => {
    fc.assert(fc.property(fc.string(), (type) => isCaseId(caseIdOf(fingerprintOf(anAlert({ type }))))));
  });
});

describe('boundAlert', () => {
  it('cuts a 4,000-character name and keeps two of them apart that differ at the end', () => {
    const name = 'n'.repeat(4000);
    const first = boundAlert(anAlert({ title: name, resource: { id: `${name}1`, type: 'Bucket', name } }));
    const second = boundAlert(anAlert({ title: name, resource: { id: `${name}2`, type: 'Bucket', name } }));
    expect(first.title.length).toBeLessThanOrEqual(300);
    expect(first.resource.id.length).toBeLessThanOrEqual(1500);
    expect(first.resource.id).not.toBe(second.resource.id);
  });

  it('a short name cannot pass for a long one that was cut', () => {
    const id = 'n'.repeat(4000);
    const cut = boundAlert(anAlert({ resource: { id, type: 'Bucket' } })).resource.id;
    expect(boundAlert(anAlert({ resource: { id: cut, type: 'Bucket' } })).resource.id).not.toBe(cut);
  });

  it('drops links that are not of the web', () => {
    expect(boundAlert(anAlert({ url: 'javascript:alert(1)' })).url).toBeUndefined();
    expect(boundAlert(anAlert({ url: 'https://console.aws.amazon.com/x' })).url).toBe(
      'https://console.aws.amazon.com/x',
    );
  });

  it('makes one visible line of names: no control characters, no reversed text', () => {
    expect(boundAlert(anAlert({ title: 'a\u202Eb\r\nc\u0000d\u200B' })).title).toBe('ab c d');
  });

  it('keeps any alert small, whatever its texts', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 50 }),
      fc.string().map((s) => s.repeat(1000)),
    );
    fc.assert(
      fc.property(
        text,
        text,
        fc.array(fc.record({ label: text, value: text }), { maxLength: 60 }),
        (title, id, facts) => {
          const bound = boundAlert(anAlert({ title, description: title, resource: { id, type: id, name: id }, facts }));
          expect(JSON.stringify(bound).length).toBeLessThan(200_000);
        },
      ),
      { numRuns: 100 },
    );
  });
});
