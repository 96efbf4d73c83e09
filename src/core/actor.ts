/** A person, by the id that the place they came through knows them by. */
export interface Person {
  kind: 'person';
  id: string;
  name: string;
  via: 'slack' | 'github' | 'pagerduty' | 'cli';
}

/** Who or what did something to a case. */
export type Actor = Person | { kind: 'rule'; id: string } | { kind: 'system'; id: string };

/** A name for people to read: `Aki`, `rule close/firewall-removed`, `scc`. */
export function actorName(actor: Actor): string {
  switch (actor.kind) {
    case 'person':
      return actor.name;
    case 'rule':
      return `rule ${actor.id}`;
    case 'system':
      return actor.id;
  }
}
