import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Json, JsonObject } from '#core/json.ts';
import { naiveMatch } from '../../rules/naive-sigma.ts';
import { aFolder, irene } from './a-command.ts';

/** SigmaHQ's rules and public logs, which may lie beside the project; they are no part of it. */
const data = new URL('../../../../shared/data/', import.meta.url);
const isHere = existsSync(data);
if (!isHere) process.stdout.write(`skipped: the rules and logs are not at ${data.pathname}\n`);

/** Detections that SigmaHQ has none of, each with something that engines like to get wrong. */
const odd: { [name: string]: JsonObject } = {
  wildcard: { s: { eventName: 'Get*', eventSource: '*.amazonaws.com' }, condition: 's' },
  question: { s: { eventName: '?etUser' }, condition: 's' },
  insensitive: { s: { EventName: 'x', eventname: 'y' }, t: { eventName: 'ASSUMEROLE' }, condition: 's or t' },
  cased: {
    s: { 'eventName|startswith|cased': 'assume' },
    t: { 'eventName|contains|cased': 'Role' },
    condition: 's or t',
  },
  boolean: {
    s: { readOnly: 'true', 'userIdentity.sessionContext.attributes.mfaAuthenticated': false },
    condition: 's',
  },
  empty: { s: { 'requestParameters.nextToken': '' }, condition: 's' },
  nothing: { s: { errorCode: null, requestParameters: null }, condition: 's' },
  there: { s: { 'errorCode|exists': true, 'errorMessage|exists': false }, condition: 's' },
  present: { s: { 'errorMessage|contains': '*' }, condition: 'not s' },
  whole: { s: { 'requestParameters|contains|all': ['"bucketName":"', '"Host":'] }, condition: 's' },
  list: { s: { 'requestParameters.filterSet.items.name': 'VPC-ID' }, condition: 's' },
  deep: { s: { 'resources.ARN|contains': 'arn:aws:s3' }, condition: 's' },
  maps: { s: [{ eventName: 'GetUser' }, { eventSource: 'kms.amazonaws.com', readOnly: 'true' }], condition: 's' },
  words: { keywords: ['AccessDenied', 'Client.Unauth*'], condition: 'keywords' },
  allWords: { keywords: { '|all': ['AssumedRole', 'us-east-1'] }, condition: 'keywords' },
  conditions: { a: { eventName: 'GetUser' }, b: { eventName: 'ListUsers' }, condition: ['a', 'b'] },
  them: { a: { readOnly: 'true' }, b: { awsRegion: 'us-east-1' }, _c: { eventName: 'X' }, condition: 'all of them' },
  precedence: {
    a: { eventName: 'GetUser' },
    b: { readOnly: 'true' },
    c: { awsRegion: 'us-east-1' },
    condition: 'a or b and not c',
  },
  double: { a: { eventName: 'GetUser' }, condition: 'not not a' },
  expression: { s: { 'userIdentity.arn|re': '^arn:aws:iam::\\d{12}:user/[a-z]+$' }, condition: 's' },
  flags: { s: { 'eventName|re|i': '^get.*policy$' }, condition: 's' },
  network: { s: { 'sourceIPAddress|cidr': ['10.0.0.0/8', '192.168.0.0/16', '80.0.0.0/4'] }, condition: 's' },
  fields: { s: { 'userIdentity.userName|fieldref': 'requestParameters.userName' }, condition: 's' },
  number: { s: { 'requestParameters.maxResults|gte': 100 }, condition: 's' },
  slash: { s: { 'userAgent|contains': '\\' }, condition: 's' },
  everything: { s: { eventVersion: '*' }, condition: 's' },
  absent: { s: { 'no.such.field': 'x' }, condition: 'not s' },
};

function oddFiles(): { [path: string]: string } {
  const logsource = { product: 'aws', service: 'cloudtrail' };
  return Object.fromEntries(
    Object.entries(odd).map(([name, detection]) => [
      `odd/${name}.yml`,
      JSON.stringify({ title: name, id: `odd-${name}`, logsource, detection }),
    ]),
  );
}

interface Line {
  rule?: string;
  matches?: { file: string; record: number }[];
  errors?: Json[];
}

it.skipIf(!isHere)(
  'finds exactly the records that a plain reading of the rules finds, in JSON lines and in log files',
  async () => {
    const records = ['invictus-aws', 'stratus', 'traildiscover'].flatMap((name) =>
      readFileSync(new URL(`cloudtrail/${name}.jsonl`, data), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as JsonObject)
        .map((value) => ('src' in value ? (value['log'] as JsonObject) : value)),
    );
    const sigma = globSync(`${new URL('sigma/aws', data).pathname}/**/*.yml`).map(
      (path) => [path, readFileSync(path, 'utf8')] as const,
    );
    const cwd = await aFolder({
      ...oddFiles(),
      ...Object.fromEntries(sigma.map(([, text], i) => [`odd/sigma/${i}.yml`, text])),
      'lines.jsonl': records.map((record) => JSON.stringify(record)).join('\n'),
      'log.json.gz': gzipSync(JSON.stringify({ Records: records })),
    });
    const { code, out, err } = await irene(
      ['scan', '--json', '--rules', 'odd', '--source', 'cloudtrail', 'lines.jsonl', 'log.json.gz'],
      { cwd },
    );
    expect(err).toContain(`2 files, ${2 * records.length} records, 0 rejects`);
    expect(code).toBe(0);
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    expect(lines.at(-1)).toEqual({ errors: [] });
    const found = new Map(lines.map(({ rule, matches }) => [rule, matches]));
    expect(found.size).toBe(Object.keys(odd).length + sigma.length + 1);
    const rules = [
      ...Object.entries(odd).map(([name, detection]) => ({ id: `odd-${name}`, detection })),
      ...sigma.map(([, text]) => parse(text) as { id: string; detection: JsonObject }),
    ];
    for (const { id, detection } of rules) {
      const expected = records.flatMap((record, i) => (naiveMatch(detection, record) ? [i] : []));
      for (const file of ['lines.jsonl', 'log.json.gz']) {
        const actual = (found.get(id) ?? []).filter((match) => match.file === file).map(({ record }) => record);
        expect([id, file, actual]).toEqual([id, file, expected]);
      }
    }
  },
);

it('knows every odd detection', async () => {
  const cwd = await aFolder(oddFiles());
  const { code, out } = await irene(['check', join(cwd, 'odd')]);
  // Three of them ask on purpose for fields that no record has.
  expect(out).toContain(`\n${Object.keys(odd).length} rules, nothing wrong, 3 warnings\n`);
  expect(code).toBe(0);
});
