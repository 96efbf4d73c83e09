import { z } from 'zod';
import { permissionNames, type Permissions } from '#core/permissions.ts';
import { mapOf } from './check-value.ts';

const person = z
  .string({ error: 'expected a user group id (S…) or a user id (U…)' })
  .regex(/^[SUW][A-Z0-9]{2,}$/, 'expected a user group id (S…) or a user id (U…), as Slack shows it behind "Copy ID"');

const people = z
  .array(person, { error: 'expected a list of user group ids (S…) and user ids (U…)' })
  .min(1, 'expected somebody: an action that nobody may do would stand still; leave it out to let everybody');

/** `permissions:` of `policy.yml`: an action, and who may do it. What is not named is everybody's. */
export const permissionsFile = mapOf(
  Object.fromEntries(permissionNames.map((name) => [name, people.optional()])),
).default({});

/** Only what is named. */
export function permissionsOf(file: z.infer<typeof permissionsFile>): Permissions {
  return Object.fromEntries(Object.entries(file).filter(([, allowed]) => allowed !== undefined));
}
