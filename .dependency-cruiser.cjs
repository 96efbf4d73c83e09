// The walls of the house. Each rule says why it stands; `npm run check:walls` holds them.
const rooms = [
  'core',
  'rules',
  'pipeline',
  'sources',
  'facts',
  'mirrors',
  'store',
  'slack',
  'web',
  'inbox',
  'schedule',
  'cli',
];

/** A room of src may import itself and the named rooms, nothing else of ours. */
function wall(room, allowed, reason) {
  const forbidden = rooms.filter((other) => other !== room && !allowed.includes(other));
  return {
    name: `${room}-reaches-too-far`,
    comment: reason,
    severity: 'error',
    from: { path: `^src/${room}/` },
    to: { path: [...forbidden.map((other) => `^src/${other}/`), '^src/[^/]+\\.ts$'] },
  };
}

module.exports = {
  forbidden: [
    wall(
      'core',
      [],
      'The core decides. It must be readable and testable without any of the rooms that act on its decisions.',
    ),
    wall('rules', ['core'], 'Judging is pure: the same alert and the same rules give the same finding, whoever asks.'),
    wall(
      'pipeline',
      ['core', 'rules'],
      'The verbs speak to members by their contracts; a verb that knew SQLite or Slack could not be run over another.',
    ),
    wall(
      'sources',
      ['core'],
      'A source is one file that reads bytes into records. It knows nothing of what is done with them.',
    ),
    wall(
      'mirrors',
      ['core'],
      'A mirror renders from the case it is given. Reaching for the store would give it a second truth.',
    ),
    wall(
      'facts',
      ['core'],
      'What is known about the world is looked up, not decided: rules ask for it by the port in core.',
    ),
    wall('store', ['core'], 'A store keeps documents, files and messages without knowing what they mean.'),
    wall(
      'slack',
      ['core', 'pipeline'],
      'A door asks the desk and shows cases; it does not read the store or other mirrors.',
    ),
    wall('web', ['core', 'pipeline'], 'A door, like Slack.'),
    wall('inbox', ['core', 'pipeline'], 'A door, like Slack.'),
    wall('schedule', ['core', 'pipeline'], 'The clock is a door: it asks for verbs.'),
    {
      name: 'core-is-pure',
      comment:
        'No clock, no I/O, no SDK in the core: `node:crypto` hashes, `node:stream` names a type, and that is all.',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { pathNot: ['^src/core/', '^(node:)?(crypto|stream)$'] },
    },
    {
      name: 'src-knows-no-stand-in',
      comment:
        'The product speaks to real services. If it knew the sandbox or the tests, the demo would prove nothing.',
      severity: 'error',
      from: { path: '^(src|bin/irene)' },
      to: { path: '^(sandbox|bench|test|checks)/' },
    },
    {
      name: 'stand-ins-know-no-product',
      comment:
        'The sandbox speaks the public protocols. If it shared code with the product, both could be wrong together.',
      severity: 'error',
      from: { path: '^sandbox/' },
      to: { path: '^(src|bench|test)/' },
    },
    {
      name: 'proofs-run-the-program',
      comment: 'A proof looks at the running program from outside, or at a store and a source; tests are not for it.',
      severity: 'error',
      from: { path: '^bench/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one thing in two places. Types may refer to each other.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-dev-dependency-in-production',
      comment: 'The image is installed without the development dependencies.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'] },
    },
    {
      name: 'no-missing',
      comment: 'An import that resolves to nothing fails at run time.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
