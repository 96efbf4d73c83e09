import { expect, test } from 'vitest';
import { fuzz } from '#bench/fuzz.ts';
import { countRecords, type Count } from '#bench/fuzz/count-records.ts';
import { failing } from '#bench/proof.ts';

test('damaged and hostile files of every source are read, rejected or refused, and nothing else', async () => {
  const outcome = await fuzz.run('short', () => {});
  expect(failing(outcome), JSON.stringify(outcome.table)).toEqual([]);
}, 300_000);

test.each<[string, string, string, Count]>([
  ['a list', '[1, {}, null]', 'irene', { atLeast: 3, isExact: true }],
  ['a document with its list', '{"Findings": [{}, {}]}', 'guardduty', { atLeast: 2, isExact: true }],
  ['the list of another product', '{"Findings": [{}, {}]}', 'scc', { atLeast: 1, isExact: true }],
  ['an alert beside a list', '{"irene": 1, "alerts": [{}, {}]}', 'irene', { atLeast: 1, isExact: true }],
  [
    'an event of several findings',
    '{"detail-type": "Security Hub Findings - Imported", "detail": {"findings": [{}, {}]}}',
    'securityhub',
    { atLeast: 2, isExact: true },
  ],
  [
    'a digest',
    '{"digestStartTime": "", "digestS3Bucket": "", "logFiles": []}',
    'cloudtrail',
    { atLeast: 0, isExact: true },
  ],
  [
    'machines inside their reservations',
    '{"Reservations": [{"Instances": [{}, {}]}, {}]}',
    'aws-describe',
    { atLeast: 3, isExact: true },
  ],
  [
    'the rows of a report',
    '{"Content": "user,arn,user_creation_time,x\\na,b,c,d\\n\\n"}',
    'aws-describe',
    { atLeast: 1, isExact: true },
  ],
  ['lines with a broken one', '{}\n \n{"a\n[{},{}]', 'irene', { atLeast: 4, isExact: false }],
  ['lines with empty lists joined', '[][]\n{}', 'irene', { atLeast: 1, isExact: false }],
  ['a broken document', '{\n"a": 1,\n', 'irene', { atLeast: 1, isExact: false }],
])('the counter of its own counts %s', (name, text, source, count) => {
  expect(countRecords(Buffer.from(text), source, name.startsWith('lines'))).toEqual(count);
});
