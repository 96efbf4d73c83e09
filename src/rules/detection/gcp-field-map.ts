import type { NamedEntry } from './field.ts';

/**
 * Names in LogEntry and AuditLog, for rules that write them in another case.
 * https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry
 * https://cloud.google.com/logging/docs/reference/audit/auditlog/rest/Shared.Types/AuditLog
 */
const names = new Map(
  `
  protoPayload insertId logName timestamp receiveTimestamp severity resource labels type operation httpRequest
  jsonPayload textPayload sourceLocation trace spanId id producer first last serviceName methodName
  resourceName resourceLocation currentLocations originalLocations resourceOriginalState numResponseItems
  status code message details authenticationInfo principalEmail principalSubject authoritySelector
  thirdPartyPrincipal serviceAccountKeyName serviceAccountDelegationInfo authorizationInfo permission
  permissionType granted resourceAttributes policyViolationInfo requestMetadata callerIp
  callerSuppliedUserAgent callerNetwork requestAttributes destinationAttributes request response metadata
  serviceData event eventName eventType eventId parameter activityId uniqQualifier timeUsec policyDelta
  bindingDeltas auditConfigDeltas action role member project_id
  `
    .trim()
    .split(/\s+/)
    .map((name) => [name.toLowerCase(), name]),
);

const audit = 'protoPayload';
const workspaceEvent = `${audit}.metadata.event`;

/** Names that the Filebeat module and the Workspace rules of SigmaHQ use for something that is elsewhere in the record. */
const elsewhere: ReadonlyMap<string, string> = new Map(
  Object.entries({
    eventservice: `${audit}.serviceName`,
    eventname: `${workspaceEvent}.eventName`,
    eventtype: `${workspaceEvent}.eventType`,
    'gcp.audit.type': `${audit}.@type`,
    'gcp.audit.logentry_operation': 'operation',
    [`${audit.toLowerCase()}.logname`]: 'logName',
    [`${audit.toLowerCase()}.insertid`]: 'insertId',
    [`${audit.toLowerCase()}.severity`]: 'severity',
    [`${audit.toLowerCase()}.timestamp`]: 'timestamp',
  }),
);

/**
 * Where a record of Google's audit logs keeps a field that a rule names as Filebeat does (`gcp.audit.method_name`), as
 * Logstash does (`data.protoPayload.methodName`), as Workspace's console does (`new_value`), or in another case.
 */
export function gcpFieldMap(field: string): readonly (string | NamedEntry)[] {
  const known = elsewhere.get(field.toLowerCase());
  if (known !== undefined) return [known];
  const path = field.replace(/^data\.(?=\w)/i, '');
  if (/^gcp\.audit\./i.test(path)) return filebeatPlaces(path.slice('gcp.audit.'.length));
  const inRecord = inCase(path);
  const moved = elsewhere.get(inRecord.toLowerCase());
  const places = new Set([inRecord, ...(moved === undefined ? [] : [moved])]);
  if (inRecord.startsWith(`${audit}.resource.`)) places.add(inRecord.slice(audit.length + 1));
  places.delete(field);
  if (places.size > 0 || field.includes('.')) return [...places];
  return isParameter(field) ? [{ list: `${workspaceEvent}.parameter`, entry: field }] : [];
}

/** A single word that is nothing in the record itself is a parameter of a Workspace event: `setting_name`. */
function isParameter(field: string): boolean {
  return /^\w+$/.test(field) && !names.has(field.toLowerCase());
}

function filebeatPlaces(path: string): string[] {
  const camel = path
    .split('.')
    .map((part) => part.replaceAll(/_([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase()))
    .join('.');
  return [inCase(`${audit}.${camel}`)];
}

function inCase(path: string): string {
  return path
    .split('.')
    .map((part) => part.replace(/^[^[\]]+/, (name) => names.get(name.toLowerCase()) ?? name))
    .join('.');
}
