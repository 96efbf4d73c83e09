import type { SandboxUrls } from '../http/urls-for.ts';
import type {
  PagerdutyIncident,
  PagerdutyLogEntry,
  PagerdutyNote,
  PagerdutyService,
  PagerdutyUser,
} from './pagerduty-sandbox.ts';
import type { PagerdutyWorld } from './pagerduty-world.ts';

/** The incident with the fields of the REST API that clients commonly read. */
export function renderIncident(urls: SandboxUrls, world: PagerdutyWorld, incident: PagerdutyIncident) {
  const service = world.services.find((candidate) => candidate.routingKey === incident.routingKey);
  const [first] = world.users;
  const isOpen = incident.status !== 'resolved';
  return {
    ...selfOf(urls, 'incident', incident.id, `[#${incident.number}] ${incident.title}`),
    incident_number: incident.number,
    title: incident.title,
    description: incident.title,
    created_at: incident.createdAt,
    updated_at: incident.updatedAt,
    last_status_change_at: lastTime(incident, ['acknowledge_log_entry', 'resolve_log_entry']),
    resolved_at: isOpen ? null : lastTime(incident, ['resolve_log_entry']),
    status: incident.status,
    incident_key: incident.dedupKey,
    urgency: incident.urgency,
    service: service === undefined ? null : referTo(urls, 'service', service.id, service.name),
    assignments: isOpen && first ? [{ at: incident.createdAt, assignee: userReference(urls, first) }] : [],
    assigned_via: 'escalation_policy',
    acknowledgements: acknowledgements(urls, world, incident),
    escalation_policy: referTo(urls, 'escalation_policy', 'PESCALATION', 'Security on call'),
    teams: [],
    alert_counts: { all: 1, triggered: isOpen ? 1 : 0, resolved: isOpen ? 0 : 1 },
    first_trigger_log_entry: { type: 'trigger_log_entry_reference', id: incident.log[0]?.id ?? null },
    body: { type: 'incident_body', details: incident.customDetails },
  };
}

export function renderLogEntry(
  urls: SandboxUrls,
  world: PagerdutyWorld,
  incident: PagerdutyIncident,
  entry: PagerdutyLogEntry,
) {
  const isNote = entry.type === 'annotate_log_entry';
  return {
    ...selfOf(urls, entry.type, entry.id, entry.text),
    created_at: entry.at,
    agent: agentOf(urls, world, incident, entry.by),
    channel: { type: isNote ? 'note' : 'auto', summary: entry.text },
    incident: referTo(urls, 'incident', incident.id, incident.title),
    event_details: { description: entry.text },
  };
}

export function renderNote(urls: SandboxUrls, world: PagerdutyWorld, note: PagerdutyNote) {
  const user = world.users.find((candidate) => candidate.name === note.by);
  return {
    id: note.id,
    user: user === undefined ? { type: 'bot_user_reference', summary: note.by } : userReference(urls, user),
    content: note.text,
    created_at: note.at,
    channel: { summary: 'The PagerDuty website or APIs' },
  };
}

export function renderUser(urls: SandboxUrls, user: PagerdutyUser) {
  return {
    ...selfOf(urls, 'user', user.id, user.name),
    name: user.name,
    email: user.email,
    time_zone: 'Asia/Tokyo',
    role: 'user',
  };
}

export function renderService(urls: SandboxUrls, service: PagerdutyService) {
  return {
    ...selfOf(urls, 'service', service.id, service.name),
    name: service.name,
    status: 'active',
    escalation_policy: referTo(urls, 'escalation_policy', 'PESCALATION', 'Security on call'),
    incident_urgency_rule: { type: 'constant', urgency: 'severity_based' },
    alert_creation: 'create_alerts_and_incidents',
  };
}

/** Who is on call now: the users in their order, one a level. */
export function renderOncall(urls: SandboxUrls, user: PagerdutyUser, level: number) {
  return {
    user: userReference(urls, user),
    schedule: referTo(urls, 'schedule', 'PSCHEDULE', 'Security rotation'),
    escalation_policy: referTo(urls, 'escalation_policy', 'PESCALATION', 'Security on call'),
    escalation_level: level,
    start: null,
    end: null,
  };
}

function acknowledgements(urls: SandboxUrls, world: PagerdutyWorld, incident: PagerdutyIncident) {
  const by = incident.acknowledgedBy;
  return by === null
    ? []
    : [{ at: lastTime(incident, ['acknowledge_log_entry']), acknowledger: agentOf(urls, world, incident, by) }];
}

function lastTime(incident: PagerdutyIncident, types: PagerdutyLogEntry['type'][]): string {
  return incident.log.findLast((entry) => types.includes(entry.type))?.at ?? incident.createdAt;
}

function agentOf(urls: SandboxUrls, world: PagerdutyWorld, incident: PagerdutyIncident, name: string) {
  const user = world.users.find((candidate) => candidate.name === name);
  if (user !== undefined) return userReference(urls, user);
  const service = world.services.find((candidate) => candidate.routingKey === incident.routingKey);
  return name === 'Events API' && service
    ? referTo(urls, 'service', service.id, service.name)
    : { id: null, type: 'user_reference', summary: name };
}

function userReference(urls: SandboxUrls, user: PagerdutyUser) {
  return referTo(urls, 'user', user.id, user.name);
}

function referTo(urls: SandboxUrls, kind: string, id: string, summary: string) {
  return { ...selfOf(urls, kind, id, summary), type: `${kind}_reference` };
}

function selfOf(urls: SandboxUrls, type: string, id: string, summary: string) {
  const path = `${folderOf(type)}/${id}`;
  return { id, type, summary, self: `${urls.api}/${path}`, html_url: `${urls.web}/pagerduty/${path}` };
}

function folderOf(type: string): string {
  if (type.endsWith('_log_entry')) return 'log_entries';
  return type === 'escalation_policy' ? 'escalation_policies' : `${type}s`;
}
