import { setTimeout as wait } from 'node:timers/promises';
import type { Case } from '#core/case.ts';
import type { Reception } from './reception.ts';

/** A modal waits for it, and its trigger lives for 3 s. */
const withinMs = 1_200;

/** E-mail addresses as Google and Azure name people, and AWS roles their sessions; not of machines. */
const address = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const ofMachines = /\.gserviceaccount\.com$/;

/**
 * The Slack user whose doing a case seems to be: whom `people` of `rules/projects.yml` names for an identity in its
 * facts, else who has an e-mail address that stands there. Undefined when nobody is found in time. Never rejects.
 */
export async function guessPerson(c: Case, reception: Reception): Promise<string | undefined> {
  const patience = wait(withinMs, undefined, { ref: false });
  return Promise.race([find(c, reception), patience]);
}

async function find(c: Case, { desk, client, log }: Reception): Promise<string | undefined> {
  const texts = [...c.facts.map(({ value }) => value), c.resource.id, c.resource.name ?? ''];
  const known = desk.people();
  const mapped = [...known].find(([identity]) =>
    texts.some((text) => text.toLowerCase().includes(identity.toLowerCase())),
  );
  if (mapped !== undefined) return mapped[1];
  const emails = new Set(texts.flatMap((text) => text.match(address) ?? []).filter((one) => !ofMachines.test(one)));
  for (const email of [...emails].slice(0, 3)) {
    try {
      const { user } = await client.users.lookupByEmail({ email });
      if (user?.id !== undefined) return user.id;
    } catch (error) {
      log.debug({ err: error, caseId: c.id }, 'slack knows nobody by an address');
    }
  }
  return undefined;
}
