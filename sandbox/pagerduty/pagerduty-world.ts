import type { PagerdutyIncident, PagerdutyService, PagerdutyUser } from './pagerduty-sandbox.ts';

/** Everything one local PagerDuty knows. Changed only by the acts, so that `changed` is always told. */
export interface PagerdutyWorld {
  services: PagerdutyService[];
  users: PagerdutyUser[];
  incidents: PagerdutyIncident[];
  /** 14 characters that start with the letter, as PagerDuty's ids look. */
  nextId: (letter: string) => string;
  /** ISO 8601 with whole seconds. */
  now: () => string;
  changed: () => void;
}

interface WorldStart {
  services: { name: string; routingKey: string }[];
  users: { name: string; email: string }[];
  now: () => number;
  changed: () => void;
}

export function createPagerdutyWorld(start: WorldStart): PagerdutyWorld {
  let last = 0;
  const nextId = (letter: string) => letter + (last += 1).toString(36).toUpperCase().padStart(13, '0');
  return {
    services: start.services.map((service) => ({ id: nextId('P'), ...service })),
    users: start.users.map((user) => ({ id: nextId('P'), ...user })),
    incidents: [],
    nextId,
    now: () => new Date(start.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
    changed: start.changed,
  };
}

/** The incident that events with this key go to: none once it is resolved. */
export function openIncident(world: PagerdutyWorld, routingKey: string, key: string): PagerdutyIncident | undefined {
  return world.incidents.find(
    (incident) => incident.routingKey === routingKey && incident.dedupKey === key && incident.status !== 'resolved',
  );
}
