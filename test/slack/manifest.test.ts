import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buttons } from '#slack/buttons.ts';
import { commands } from '#slack/commands.ts';
import { modals } from '#slack/modals.ts';
import { readManifest } from './a-slack.ts';

const folder = new URL('../../src/slack/', import.meta.url);

/** Which scopes each method needs for what Irene does with it: https://docs.slack.dev/reference/methods */
const scopesOf: Record<string, string[]> = {
  // By the app-level token, which has its own scope.
  'apps.connections.open': [],
  'auth.test': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history', 'metadata.message:read'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.list': ['channels:read', 'groups:read'],
  'conversations.replies': ['channels:history', 'groups:history', 'metadata.message:read'],
  'files.completeUploadExternal': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'users.conversations': ['channels:read', 'groups:read'],
  'users.info': ['users:read'],
  'users.lookupByEmail': ['users:read.email'],
  'usergroups.list': ['usergroups:read'],
  'usergroups.users.list': ['usergroups:read'],
  'users.list': ['users:read'],
  'views.open': [],
  'views.publish': [],
};

function sources(): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files.map((file) => readFileSync(new URL(file, folder), 'utf8'));
}

test('the manifest asks for exactly the scopes that the code uses', () => {
  const called = sources().flatMap((text) =>
    [...text.matchAll(/client\s*((?:\.\s*\w+\s*){2,3})\(/g)].map(([, path = '']) =>
      path.replaceAll(/\s/g, '').slice(1),
    ),
  );
  expect([...new Set(called)].toSorted()).toEqual(Object.keys(scopesOf).toSorted());
  const needed = new Set(['commands', 'app_mentions:read', ...Object.values(scopesOf).flat()]);
  expect(readManifest().oauth_config?.scopes?.bot?.toSorted()).toEqual([...needed].toSorted());
});

test('the manifest asks for exactly the events that the code listens to', () => {
  const listened = sources().flatMap((text) => [...text.matchAll(/app\.(?:event|message)\(/g)]);
  expect(readManifest().settings?.event_subscriptions?.bot_events ?? []).toHaveLength(listened.length);
  expect(readManifest().features?.slash_commands?.map(({ command }) => command)).toEqual(['/irene']);
});

test.each([
  ['commands', commands.map(({ name }) => name)],
  ['modals', modals.map(({ id }) => id)],
] as const)('every file of %s/ is in the list, under its own name', (room, names) => {
  const files = readdirSync(new URL(room, folder)).map((file) => file.replace('.ts', ''));
  expect(files.toSorted()).toEqual([...names].toSorted());
});

test('every button has its own id, and every file of buttons/ is imported by the list', () => {
  expect(new Set(buttons.map(({ id }) => id)).size).toBe(buttons.length);
  const list = readFileSync(new URL('buttons.ts', folder), 'utf8');
  for (const file of readdirSync(new URL('buttons', folder))) expect(list).toContain(`'./buttons/${file}'`);
});
