import type { Logsource } from '../rule.ts';
import { awsCloudtrail } from './aws-cloudtrail.ts';
import { awsSecurityhub } from './aws-securityhub.ts';
import { gcpAudit } from './gcp-audit.ts';
import { gcpName } from './gcp-name.ts';
import { distanceOf } from '#core/distance-of.ts';

/** A field that no record of the log has as far as is known, and the known ones that may be meant, the nearest first. */
export interface UnknownField {
  field: string;
  nearest: string[];
}

interface Catalogue {
  fields: ReadonlyMap<string, string>;
  /** What stands in there differs from call to call, and nobody knows all of it. */
  open: readonly string[];
  /** The name by which the catalogue knows a field; undefined for a name that says nothing. */
  nameOf(field: string): string | undefined;
  /** What was found out about fields: to look for the nearest takes long, and rules ask for the same ones. */
  known: Map<string, UnknownField | undefined>;
}

const mostKnown = 10_000;

const cloudtrail = catalogueOf(
  awsCloudtrail,
  `requestParameters responseElements additionalEventData serviceEventDetails insightDetails.insightContext
  eventContext edgeDeviceDetails annotation userIdentity.sessionContext.webIdFederationData`,
);
const audit = catalogueOf(
  gcpAudit,
  `labels resource.labels jsonPayload protoPayload.request protoPayload.response protoPayload.metadata
  protoPayload.serviceData protoPayload.resourceOriginalState protoPayload.status.details
  protoPayload.requestMetadata protoPayload.policyViolationInfo protoPayload.authenticationInfo.thirdPartyPrincipal
  protoPayload.authorizationInfo.resourceAttributes`,
  gcpName,
);
const securityhub = catalogueOf(
  awsSecurityhub,
  `Action Process Network NetworkPath PatchSummary Detection ProductFields UserDefinedFields GeneratorDetails
  Resources.Details Resources.Tags Resources.DataClassification Vulnerabilities`,
);

const catalogues = new Map([
  ['aws cloudtrail', cloudtrail],
  ['aws securityhub', securityhub],
  ['gcp gcp.audit', audit],
  ['gcp google_workspace.admin', audit],
  ['gcp google_workspace.login', audit],
]);

/**
 * Which of these fields of a detection are not known in records of the log (empty for a log that has no catalogue). Inside of what
 * differs from call to call only a field that is nearly a known one is told, for it is most likely mistyped.
 */
export function unknownFields({ product, service }: Logsource, fields: Iterable<string>): UnknownField[] {
  const catalogue = catalogues.get(`${product ?? ''} ${service ?? ''}`);
  if (catalogue === undefined) return [];
  return [...new Set(fields)].flatMap((field) => knownIn(catalogue, field) ?? []);
}

function knownIn(catalogue: Catalogue, field: string): UnknownField | undefined {
  const { known } = catalogue;
  if (known.has(field)) return known.get(field);
  const found = unknownIn(catalogue, field);
  if (known.size >= mostKnown) known.clear();
  known.set(field, found);
  return found;
}

function unknownIn(catalogue: Catalogue, field: string): UnknownField | undefined {
  const path = field.replace(/\[[^\]]*\]/g, '').replace(/^\.|\.$/g, '');
  const name = /^facts(\.|$)/.test(path) ? undefined : catalogue.nameOf(path);
  if (name === undefined || catalogue.fields.has(name)) return undefined;
  const parent = name.slice(0, Math.max(0, name.lastIndexOf('.')));
  const isOpen = catalogue.open.some((each) => `${name}.`.startsWith(`${each}.`));
  if (!isOpen) return { field, nearest: nearestOf(catalogue, name) };
  const slips = [...catalogue.fields.keys()].filter((known) => isSlip(known, name, parent));
  return slips.length === 0 ? undefined : { field, nearest: slips };
}

const mostNearest = 3;

function nearestOf({ fields }: Catalogue, name: string): string[] {
  const near = [...fields.keys()].map((known) => ({
    known,
    distance: distanceOf(name.toLowerCase(), known.toLowerCase()),
    // `userName` for `userIdentity.userName`
    isInside: known.toLowerCase().endsWith(`.${name.toLowerCase()}`),
  }));
  return near
    .filter(({ known, distance, isInside }) => isInside || distance <= Math.max(1, Math.floor(known.length / 4)))
    .toSorted((a, b) => rankOf(a) - rankOf(b) || a.distance - b.distance || a.known.length - b.known.length)
    .slice(0, mostNearest)
    .map(({ known }) => fields.get(known) ?? known);
}

/** Another case is the likeliest slip, then a name without what it is inside of. */
function rankOf({ distance, isInside }: { distance: number; isInside: boolean }): number {
  if (distance === 0) return 0;
  return isInside ? 1 : 2;
}

const shortest = 6;

/** Another case, or one letter of a longer name; but `groupId` and `groupIds` are both good names, as `v1` and `v2` are. */
function isSlip(known: string, name: string, parent: string): boolean {
  if (known.slice(0, Math.max(0, known.lastIndexOf('.'))) !== parent) return false;
  if (known.toLowerCase() === name.toLowerCase()) return true;
  const [one, other] = [known, name].map((each) => each.slice(each.lastIndexOf('.') + 1).toLowerCase());
  if (one === undefined || other === undefined || Math.min(one.length, other.length) < shortest) return false;
  const alike = [one, other].map((each) => each.replace(/s$|\d+/g, ''));
  return alike[0] !== alike[1] && distanceOf(one, other) === 1;
}

/** From lines of `parent: child child`. Fields are looked up by the name that `nameOf` gives them. */
function catalogueOf(text: string, open: string, nameOf: Catalogue['nameOf'] = (field) => field): Catalogue {
  const fields = new Map<string, string>();
  for (const line of text.trim().split('\n')) {
    const [parent = '', children = ''] = line.split(': ');
    for (const child of children.split(' ')) {
      const field = parent === '' ? child : `${parent}.${child}`;
      fields.set(nameOf(field) ?? field, field);
    }
  }
  return { fields, open: open.split(/\s+/).map((each) => nameOf(each) ?? each), nameOf, known: new Map() };
}
