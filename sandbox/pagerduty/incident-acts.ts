import { randomUUID } from 'node:crypto';
import type { FollowUpEvent, TriggerEvent } from './check-event.ts';
import type { PagerdutyIncident, PagerdutyLogEntry, PagerdutyNote } from './pagerduty-sandbox.ts';
import { openIncident, type PagerdutyWorld } from './pagerduty-world.ts';

const eventsApi = 'Events API';

/** Opens an incident, or writes one more line into the open one of the same key. Returns the dedup key. */
export function trigger(world: PagerdutyWorld, event: TriggerEvent): string {
  const dedupKey = event.dedupKey ?? randomUUID().replaceAll('-', '');
  let incident = openIncident(world, event.routingKey, dedupKey);
  if (incident === undefined) {
    incident = newIncident(world, event, dedupKey);
    world.incidents.push(incident);
  }
  addLog(world, incident, { type: 'trigger_log_entry', by: eventsApi, text: event.summary });
  return dedupKey;
}

/** Acknowledges or resolves the open incident of the key; without one the event is dropped, as PagerDuty does. */
export function followUp(world: PagerdutyWorld, event: FollowUpEvent): void {
  const incident = openIncident(world, event.routingKey, event.dedupKey);
  if (incident === undefined) return;
  if (event.action === 'acknowledge') acknowledge(world, incident, eventsApi);
  else resolve(world, incident, eventsApi);
}

export function acknowledge(world: PagerdutyWorld, incident: PagerdutyIncident, by: string): void {
  incident.status = 'acknowledged';
  incident.acknowledgedBy = by;
  addLog(world, incident, { type: 'acknowledge_log_entry', by, text: `Acknowledged by ${by}.` });
}

export function resolve(world: PagerdutyWorld, incident: PagerdutyIncident, by: string): void {
  incident.status = 'resolved';
  incident.acknowledgedBy = null;
  addLog(world, incident, { type: 'resolve_log_entry', by, text: `Resolved by ${by}.` });
}

export function addNote(world: PagerdutyWorld, incident: PagerdutyIncident, by: string, text: string): PagerdutyNote {
  const note = { id: world.nextId('P'), at: world.now(), by, text };
  incident.notes.push(note);
  addLog(world, incident, { type: 'annotate_log_entry', by, text });
  return note;
}

/** Changes what the REST API may change besides the status. */
export function amend(
  world: PagerdutyWorld,
  incident: PagerdutyIncident,
  change: Partial<Pick<PagerdutyIncident, 'title' | 'urgency'>>,
): void {
  Object.assign(incident, change);
  incident.updatedAt = world.now();
  world.changed();
}

function newIncident(world: PagerdutyWorld, event: TriggerEvent, dedupKey: string): PagerdutyIncident {
  const at = world.now();
  return {
    id: world.nextId('Q'),
    number: world.incidents.length + 1,
    dedupKey,
    routingKey: event.routingKey,
    title: event.summary,
    status: 'triggered',
    // What a service with "use alert severity" as its notification urgency does.
    urgency: event.severity === 'critical' || event.severity === 'error' ? 'high' : 'low',
    severity: event.severity,
    source: event.source,
    customDetails: event.customDetails,
    links: event.links,
    images: event.images,
    createdAt: at,
    updatedAt: at,
    acknowledgedBy: null,
    notes: [],
    log: [],
  };
}

function addLog(world: PagerdutyWorld, incident: PagerdutyIncident, entry: Omit<PagerdutyLogEntry, 'id' | 'at'>): void {
  const at = world.now();
  incident.log.push({ id: world.nextId('R'), at, ...entry });
  incident.updatedAt = at;
  world.changed();
}
