import type { Json, JsonObject } from '#core/json.ts';
import { isObject } from '../reading/objects.ts';

/*
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
 */

const columns = 'user,arn,user_creation_time,';

/** The text of the report in an answer of `GetCredentialReport`, where it stands as such or in base64; undefined in any other. */
export function reportIn(answer: Json): string | undefined {
  const content = isObject(answer) ? answer['Content'] : undefined;
  if (typeof content !== 'string') return undefined;
  if (content.startsWith(columns)) return content;
  const begin = Buffer.from(content.slice(0, 80), 'base64').toString('utf8');
  return begin.startsWith(columns) ? Buffer.from(content, 'base64').toString('utf8') : undefined;
}

/** Each row by the names of its columns, all as text; one with another number of columns as undefined. */
export function rowsOf(report: string): (JsonObject | undefined)[] {
  const [head = '', ...lines] = report.split(/\r?\n/).filter((line) => line !== '');
  const names = head.split(',');
  return lines.map((line) => {
    const values = line.split(',');
    if (values.length !== names.length) return undefined;
    return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
  });
}
