import type { Case } from '#core/case.ts';
import { cutText, oneLine } from '#core/text.ts';

export interface Label {
  name: string;
  /** Six hexadecimal digits without '#'. */
  color: string;
}

const severityColors = { critical: 'b60205', high: 'd93f0b', medium: 'fbca04', low: '0e8a16', none: 'c5def5' };
const statusColors = { open: 'e99695', acknowledged: 'bfd4f2', snoozed: 'd4c5f9', closed: 'cfd3d7' };
const prefixes = ['severity:', 'status:', 'project:', 'source:'];

/** The labels that tell a case, in English whatever the locale: people build their searches and boards on them. */
export function labelsOf(c: Case): Label[] {
  const all = [
    { name: `severity:${c.severity}`, color: severityColors[c.severity] },
    { name: `status:${c.status}`, color: statusColors[c.status] },
    label('project:', c.project, '1d76db'),
    ...c.sources.map((source) => label('source:', source, '5319e7')),
  ];
  return all.filter((one, at) => all.findIndex((other) => isSameLabel(one.name, other.name)) === at);
}

/** `now` with Irene's own labels replaced by `wanted`; undefined when nothing changes. */
export function nextLabels(now: string[], wanted: string[]): string[] | undefined {
  const own = now.filter(isOwn);
  const isSame = own.length === wanted.length && wanted.every((name) => own.some((one) => isSameLabel(one, name)));
  return isSame ? undefined : [...now.filter((name) => !isOwn(name)), ...wanted];
}

/** GitHub compares labels without case. */
function isSameLabel(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function isOwn(name: string): boolean {
  return prefixes.some((prefix) => name.toLowerCase().startsWith(prefix));
}

/** GitHub takes 50 characters. A comma would split the label where labels are listed in an address. */
function label(prefix: string, value: string, color: string): Label {
  return { name: cutText(`${prefix}${oneLine(value).replaceAll(',', ' ')}`, 50).trim(), color };
}
