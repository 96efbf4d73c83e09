import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

interface Finding {
  id: string;
  resource: { resourceType: string; [key: string]: unknown };
  [key: string]: unknown;
}

const sample = join(resolve(import.meta.dirname, '../..'), 'test/fixtures/sources/guardduty-s3-export.jsonl');

/**
 * `count` GuardDuty findings as lines of an S3 export, in the shapes of real ones; no two have the same id. Each is
 * about a machine of its own, or they are spread over `cases` machines. `series` tells one run's from the next's.
 */
export async function makeFindings(series: string, count: number, cases = count): Promise<string[]> {
  const shapes = (await readFile(sample, 'utf8')).trim().split('\n');
  return Array.from({ length: count }, (_, n) => {
    const thing = n % cases;
    return JSON.stringify(oneOf(shapes[thing % shapes.length] ?? '', `${series}-${n}`, `${series}-${thing}`));
  });
}

/** The resource's type stays, and all that makes the record as long as a real one. */
function oneOf(shape: string, id: string, thing: string): Finding {
  const finding = JSON.parse(shape) as Finding;
  const arn = `arn:aws:guardduty:eu-central-1:222233334444:detector/aa11/finding/${id}`;
  const named = { ...finding, id, arn, title: `${String(finding['title'])} on ${thing}` };
  return {
    ...named,
    resource: { resourceType: 'Instance', instanceDetails: { ...machine(finding), instanceId: thing } },
  };
}

function machine({ resource }: Finding): object {
  const known = resource['instanceDetails'];
  return typeof known === 'object' && known !== null ? known : { tags: [{ key: 'Name', value: 'api-1' }] };
}

/** Files of `size` lines. */
export function filesOf(lines: string[], size: number): string[] {
  const files: string[] = [];
  for (let start = 0; start < lines.length; start += size) files.push(lines.slice(start, start + size).join('\n'));
  return files;
}

/** The same findings as alerts of Alertmanager, `size` in a body. */
export function alertsOf(lines: string[], size: number): string[] {
  const now = new Date().toISOString();
  const alerts = lines.map((line) => {
    const { id, type, accountId, region, severity, title, description } = JSON.parse(line) as Record<string, string>;
    const labels = { alertname: type, id, account: accountId, region, severity: String(severity) };
    return { labels, annotations: { summary: title, description }, startsAt: now, generatorURL: 'https://example.com' };
  });
  const bodies: string[] = [];
  for (let start = 0; start < alerts.length; start += size)
    bodies.push(JSON.stringify(alerts.slice(start, start + size)));
  return bodies;
}
