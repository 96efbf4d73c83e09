import { expect, test } from 'vitest';
import { aDoor, channel, told } from './a-door.ts';
import { aStatus } from './a-status.ts';

const at = '2026-03-04T11:00:00.000Z';
const aki = { kind: 'person', id: 'slack:UAKI', name: 'Aki <!here>', via: 'slack' } as const;

/** What a command answers, of a door that was set up so. */
async function ask(door: Awaited<ReturnType<typeof aDoor>>, typed: string, user = 'UAKI'): Promise<string> {
  door.sandbox.workspace.ephemerals.length = 0;
  await door.sandbox.person(user).command(channel, typed);
  return told(door.sandbox);
}

test('/irene projects names each project with where its cases go', async () => {
  const door = await aDoor();
  door.desk.projects = () => [
    { name: 'web', title: 'The *shop*', accounts: ['1', '2'], channels: ['C0SECURITY', '#team-web'], owner: 'Ben' },
    { name: 'lab', accounts: ['3'], channels: [] },
  ];
  const said = await ask(door, '/irene projects');
  expect(said).toContain('• `web` The ∗shop∗ · 2 accounts · cases in <#C0SECURITY> #team-web · owner Ben');
  expect(said).toContain('• `lab` · 1 account · no channel of its own');
});

test('/irene projects of hundreds says that it was cut', async () => {
  const door = await aDoor();
  door.desk.projects = () =>
    Array.from({ length: 400 }, (_, index) => ({ name: `p${index}`, accounts: [], channels: ['C0SECURITY'] }));
  expect(await ask(door, '/irene projects')).toContain('There is more than fits in here.');
});

test('/irene status of an Irene that is well', async () => {
  const said = await ask(await aDoor(), '/irene status');
  for (const text of ['`1.2.3`', '2 received = 2 handled', 'It adds up', '*Dead messages:* none', '*Troubles:* none'])
    expect(said).toContain(text);
});

test('/irene status names what is wrong', async () => {
  const door = await aDoor();
  const { account } = aStatus();
  door.desk.ops.state = aStatus({
    addsUp: false,
    account: { ...account, received: 3, deadMessages: 4, missing: ['files/x'] },
    lanes: [
      {
        destination: { mirror: 'slack', to: '#web' },
        about: 'slack #web',
        waiting: 7,
        oldest: at,
        reason: 'not_in_channel <@U1>',
      },
      { destination: { mirror: 'github', to: 'a/b' }, about: 'github a/b', waiting: 0 },
    ],
    sources: [
      {
        arrivals: { source: 'guardduty', account: '1', firstAt: at, lastAt: at, count: 30, usualGapMs: 1 },
        silentMs: 9_000_000,
        patience: { afterMs: 3_600_000, by: 'learned' },
        isSilent: true,
      },
    ],
    jobs: [
      { name: 'remind', everyMs: 60_000, goodAt: at, failures: 3, reason: 'no store', at },
      { name: 'sweep', everyMs: 60_000, goodAt: at, failures: 0, at },
    ],
    troubles: [{ kind: 'lag', about: 'slack #web', since: at }],
    deeds: [{ at, by: aki, did: 'discarded', about: 'files/y', why: 'a test' }],
  });
  const said = await ask(door, '/irene status');
  for (const text of [
    'It does not add up:* 1 neither read nor given up',
    '`files/x`',
    '*Dead messages:* 4',
    '`slack #web`: 7 waiting',
    'last failure: not_in_channel &lt;@U1&gt;',
    '⚠️ `guardduty` `1`: last',
    'silent for more than 60 min (learned)',
    '*Jobs:* 1 with a good last run',
    '`remind`: last good run',
    'then failed 3 times: no store',
    '`lag` slack #web, since',
    'Aki &lt;!here&gt; discarded `files/y`',
  ])
    expect(said).toContain(text);
  expect(said).not.toContain('github');
});

const letter = {
  id: 'm-1',
  receives: 5,
  body: {},
  file: { key: 'files/irene/x.json', source: 'irene', receivedAt: at },
  failure: { reason: 'TypeError: <!channel>', receives: 5, at, cause: 'TypeError' },
};

test('/irene dead lists what was given up, and says what can be done', async () => {
  const door = await aDoor();
  expect(await ask(door, '/irene dead')).toContain('There are no dead messages.');
  door.desk.ops.letters = Array.from({ length: 23 }, (_, index) => ({ ...letter, id: `m-${index}` }));
  const said = await ask(door, '/irene dead');
  for (const text of ['*23 dead messages*', '`m-0`', 'TypeError: &lt;!channel&gt;', 'files/irene/x.json', 'and 3 more'])
    expect(said).toContain(text);
});

test('/irene dead redrive and discard do it in the name of who asks', async () => {
  const door = await aDoor();
  door.desk.ops.letters = [letter];
  expect(await ask(door, '/irene dead redrive m-1')).toContain('`m-1` was sent again.');
  expect(await ask(door, '/irene dead discard m-1 our own test')).toContain('discarded by Aki Tanaka: our own test');
  expect(await ask(door, '/irene dead discard m-1')).toContain('no reason was given');
  expect(await ask(door, '/irene dead redrive m-2')).toContain('No dead message has the id `m-2`');
  expect(door.desk.ops.asked).toEqual([
    ['redrive', 'm-1', 'slack:UAKI'],
    ['discard', 'm-1', 'slack:UAKI', 'our own test'],
    ['discard', 'm-1', 'slack:UAKI', 'no reason was given'],
    ['redrive', 'm-2', 'slack:UAKI'],
  ]);
});

test('/irene replay has a file read again, or names those that look like it', async () => {
  const door = await aDoor();
  door.desk.ops.files = ['files/irene/x.json'];
  expect(await ask(door, '/irene replay `files/irene/x.json`')).toContain('is queued to be read again');
  const said = await ask(door, '/irene replay x.json');
  expect(said).toContain('No saved file has the key `x.json`.');
  expect(said).toContain('These look like it:\n• `files/irene/x.json`');
  expect(door.desk.ops.asked[0]).toEqual(['replay', 'files/irene/x.json', 'slack:UAKI']);
});

test.each(['dead redrive m-1', 'dead discard m-1 why', 'replay files/irene/x.json'])(
  '/irene %s is refused to who may not, and nothing is done',
  async (typed) => {
    const door = await aDoor({ permissions: { dead: ['UBEN'], replay: ['UBEN'] } });
    door.desk.ops.letters = [letter];
    expect(await ask(door, `/irene ${typed}`)).toContain('is kept to Ben Carter');
    expect(door.desk.ops.asked).toEqual([]);
    await ask(door, `/irene ${typed}`, 'UBEN');
    expect(door.desk.ops.asked).toHaveLength(1);
  },
);

test('/irene rules counts them, and says what is broken and how to change one', async () => {
  const door = await aDoor();
  door.desk.ops.overview = {
    version: 'abcd1234',
    counts: [
      { kind: 'detection', status: 'on', count: 40 },
      { kind: 'detection', status: 'test', count: 2 },
      { kind: 'close', status: 'on', count: 3 },
    ],
    problems: ['detections/x.yml:3:1: expected <a title>'],
  };
  const said = await ask(door, '/irene rules');
  for (const text of [
    '*45 rules in force* · `abcd1234`',
    'detection: 40 on, 2 in test',
    'close: 3 on',
    'detections/x.yml:3:1: expected &lt;a title&gt;',
    'To change a rule, edit its file',
  ])
    expect(said).toContain(text);
});

test('/irene rules show tells one rule, its code cut to what fits', async () => {
  const door = await aDoor();
  const rule = { id: 'stop-logging', title: 'Stops <!here>', kind: 'detection', status: 'on', line: 3 } as const;
  door.desk.ops.known = [
    {
      ...rule,
      path: 'detections/x.yml',
      level: 'high',
      description: 'Nobody should.',
      runbook: 'https://wiki.example/stop',
      detection: `detection:\n  a: '\`\`\` <!channel>'\n${'  - some value\n'.repeat(1000)}`,
    },
    { ...rule, id: 'stop-trail', path: 'detections/y.yml', detection: 'detection: {}' },
  ];
  const said = await ask(door, '/irene rules show stop-l');
  for (const text of [
    '*Stops &lt;!here&gt;* `stop-logging`',
    'detection · on · makes HIGH alerts · at `detections/x.yml:3`',
    'Nobody should.',
    '<https://wiki.example/stop|Runbook>',
    "```detection:\n  a: 'ˋˋˋ &lt;!channel&gt;'",
    'There is more of it in the file.',
  ])
    expect(said).toContain(text);
  expect(await ask(door, '/irene rules show stop')).toContain('Several rules fit `stop`:\n• `stop-logging`');
  expect(await ask(door, '/irene rules show nothing')).toContain('No rule in force is called `nothing`.');
});

test.each(['dead redrive', 'dead burn m-1', 'replay', 'rules show', 'rules of love'])(
  '/irene %s is answered with the right form',
  async (typed) => {
    const door = await aDoor();
    expect(await ask(door, `/irene ${typed}`)).toContain(`The right form is \`/irene ${typed.split(' ')[0] ?? ''}`);
    expect(door.desk.ops.asked).toEqual([]);
  },
);
