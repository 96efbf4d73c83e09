import type { Alert, Fact } from '#core/alert.ts';
import type { Json } from '#core/json.ts';
import type { FileInfo, Read, Source } from '#core/source.ts';
import { alertSchema } from './irene/format.ts';
import type { GenericAlert } from './irene/format.ts';
import { hasEarly, isObject } from './reading/objects.ts';
import { rejectOf } from './reading/reject-of.ts';

/** Irene's own format (`docs/format.md`): one alert, a list, `{alerts: […]}`, or JSON lines of these. */
export const irene = {
  name: 'irene',
  recognises(value: Json): boolean {
    const elements = elementsOf(value);
    return elements === undefined ? isOne(value) : hasEarly(elements, isOne);
  },
  *read(value: Json, _about: FileInfo): Iterable<Read> {
    for (const [index, element] of (elementsOf(value) ?? [value]).entries()) yield readOne(element, index);
  },
} satisfies Source;

function elementsOf(value: Json): Json[] | undefined {
  if (Array.isArray(value)) return value;
  const list = isObject(value) && !isOne(value) ? value['alerts'] : undefined;
  return Array.isArray(list) ? list : undefined;
}

/** Any version: a newer one gets a clear reject, not "no source reads this". */
function isOne(value: Json): boolean {
  return isObject(value) && typeof value['irene'] === 'number';
}

/** Far more than is kept; a list of a million would cost more to look at than all the rest of the file. */
const mostFacts = 1000;

function readOne(element: Json, index: number): Read {
  if (factCount(element) > mostFacts) return { reject: { index, reason: `over ${mostFacts} facts` } };
  const parsed = alertSchema.safeParse(element);
  if (!parsed.success) return rejectOf('alert in the format of Irene', parsed.error, index);
  return { record: { kind: 'alert', alert: alertOf(parsed.data) } };
}

function factCount(element: Json): number {
  const facts = isObject(element) ? element['facts'] : undefined;
  return typeof facts === 'object' && facts !== null ? Object.keys(facts).length : 0;
}

/** The product goes into id and type, not into the source: nobody may pose as `guardduty` by writing it there. */
function alertOf(given: GenericAlert): Alert {
  const { product, description, region, url, ended } = given;
  const prefix = product === undefined ? '' : `${product}/`;
  return {
    source: 'irene',
    id: `${prefix}${given.id}`,
    type: `${prefix}${given.type}`,
    title: given.title,
    ...(description === undefined ? {} : { description }),
    provider: given.provider,
    account: given.account,
    ...(region === undefined ? {} : { region }),
    resource: resourceOf(given),
    at: new Date(given.at).toISOString(),
    nativeSeverity: given.severity,
    facts: factsOf(given),
    ...(url === undefined ? {} : { url }),
    ...(ended === undefined ? {} : { ended }),
  };
}

function resourceOf({ resource: { id, type, name, url } }: GenericAlert): Alert['resource'] {
  return { id, type, ...(name === undefined ? {} : { name }), ...(url === undefined ? {} : { url }) };
}

function factsOf({ facts = [], product }: GenericAlert): Fact[] {
  const own = Array.isArray(facts) ? facts : Object.entries(facts).map(([label, value]) => ({ label, value }));
  const given = own.map(({ label, value }) => ({ label, value: String(value) }));
  return product === undefined ? given : [...given, { label: 'Product', value: product }];
}
