import { acknowledge, addNote, resolve } from './incident-acts.ts';
import type { PagerdutyIncident, PagerdutyPerson } from './pagerduty-sandbox.ts';
import type { PagerdutyWorld } from './pagerduty-world.ts';

/** What people do in PagerDuty's own pages. A resolved incident cannot be acknowledged or resolved again. */
export function createPerson(world: PagerdutyWorld): PagerdutyPerson {
  return {
    acknowledge: (id, user) => acknowledge(world, openOne(world, id), user),
    resolve: (id, user) => resolve(world, openOne(world, id), user),
    note: (id, user, text) => {
      addNote(world, find(world, id), user, text);
    },
  };
}

function openOne(world: PagerdutyWorld, id: string): PagerdutyIncident {
  const incident = find(world, id);
  if (incident.status === 'resolved') throw new Error(`incident ${id} is resolved already`);
  return incident;
}

function find(world: PagerdutyWorld, id: string): PagerdutyIncident {
  const incident = world.incidents.find((candidate) => candidate.id === id);
  if (incident === undefined) throw new Error(`no incident ${id} in the sandbox`);
  return incident;
}
