import type { Json, JsonObject } from '#core/json.ts';
import type { ResourceSnapshot } from '#core/resource-snapshot.ts';
import type { FileInfo, Read, Source } from '#core/source.ts';
import { describedIn } from './aws-describe/answers.ts';
import type { Described } from './aws-describe/answers.ts';
import { reportIn, rowsOf } from './aws-describe/credential-report.ts';
import { firstInstant } from './reading/instant-of.ts';
import { isObject, textOf } from './reading/objects.ts';

/**
 * Answers of calls to AWS, as the command line prints them: `DescribeSecurityGroups`, `DescribeInstances`,
 * `DescribeDBInstances`, `DescribeNetworkAcls`, `DescribeImages`, `DescribeTrails`, `ListUsers`, `ListRoles` and
 * `GetCredentialReport`; one document, a list, or JSON lines. Answers that do not say whose the resource is are not read.
 */
export const awsDescribe = {
  name: 'aws-describe',
  recognises(value: Json): boolean {
    return elementsOf(value).slice(0, 20).some(isOne);
  },
  *read(value: Json, about: FileInfo): Iterable<Read> {
    let index = 0;
    for (const answer of elementsOf(value)) for (const read of readsOf(answer, about)) yield at(read, index++);
  },
} satisfies Source;

function elementsOf(value: Json): Json[] {
  return Array.isArray(value) ? value : [value];
}

function isOne(value: Json): boolean {
  return reportIn(value) !== undefined || (describedIn(value) ?? []).slice(0, 20).some(({ arn }) => arn !== undefined);
}

function at(read: Read, index: number): Read {
  return 'reject' in read ? { reject: { ...read.reject, index } } : read;
}

function readsOf(answer: Json, about: FileInfo): Read[] {
  const report = reportIn(answer);
  if (report !== undefined && isObject(answer)) {
    const generatedAt = firstInstant([textOf(answer['GeneratedTime'])], about.receivedAt);
    return rowsOf(report).map((row) => readOf(credentialsOf(row), generatedAt));
  }
  const described = describedIn(answer);
  if (described === undefined) return [{ reject: { index: 0, reason: 'no answer of AWS that Irene reads' } }];
  return described.map((each) => readOf(each, about.receivedAt));
}

/** The user that a row of the credential report is about. Root is a kind of its own: other rules are about it. */
function credentialsOf(row: JsonObject | undefined): Described {
  const [arn, user] = [textOf(row?.['arn']), textOf(row?.['user'])];
  const type = user === '<root_account>' ? 'iam.root' : 'iam.user';
  return {
    type,
    arn,
    name: type === 'iam.root' ? 'root' : user,
    config: row === undefined ? {} : { credential_report: row },
  };
}

function readOf({ type, arn, name, config }: Described, moment: string): Read {
  const [, , , region, account] = arn?.split(':') ?? [];
  if (arn === undefined || account === undefined || account === '') {
    return { reject: { index: 0, reason: `no ${type}: it does not say what it is and whose` } };
  }
  const snapshot: ResourceSnapshot = {
    source: 'aws-describe',
    provider: 'aws',
    account,
    ...(region === undefined || region === '' ? {} : { region }),
    resource: { id: arn, type, ...(name === undefined ? {} : { name }) },
    at: moment,
    deleted: false,
    config,
    // two calls tell of a user
    ...(type === 'iam.user' ? { isPartial: true as const } : {}),
  };
  return { record: { kind: 'resource', snapshot } };
}
