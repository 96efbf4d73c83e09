import { z } from 'zod';
import type { NativeSeverity, Policy, Project, Routing } from '#core/policy.ts';
import { severities } from '#core/severity.ts';
import { opsFile } from './ops-file.ts';
import { permissionsFile, permissionsOf } from './permissions-file.ts';
import { parseRuleFile } from './parse-rule-file.ts';
import { remindingKeys, timeZone, toReminding, workingHours } from './reminding-file.ts';
import type { RuleFile, RuleProblem } from './rule-file.ts';
import { channel, mention } from './schema-parts.ts';

const severity = z.enum(severities);
const routing = z.strictObject({
  show_in: z.array(z.enum(['project', 'central'])),
  mention: z.boolean(),
  github: z.boolean(),
  pagerduty: z.union([z.enum(['high', 'low']), z.literal(false)]),
});

const bands = z.array(z.strictObject({ at_least: z.number(), severity })).min(1);
const words = z.record(z.string(), severity);

const expectedCards = 'expected a whole number from 1 to 1000';
const storm = z.strictObject({
  cards: z.int({ error: expectedCards }).min(1, expectedCards).max(1000, expectedCards).default(20),
});

const policyFile = z.strictObject({
  severity: z.record(z.string(), z.union([bands, words])),
  unknown_severity: severity,
  mention: mention.optional(),
  storm: storm.default({ cards: 20 }),
  routing: z.strictObject({ critical: routing, high: routing, medium: routing, low: routing, none: routing }),
  ops: opsFile,
  permissions: permissionsFile,
  ...remindingKeys,
});

const project = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/, 'expected a short name of a-z, 0-9 and -'),
  title: z.string().max(80).optional(),
  // YAML reads 111122223333 as a number, and 011122223333 would lose its zero: only text is taken
  accounts: z.array(z.string({ error: 'expected text: put the account id in quotes' }).min(1)),
  channels: z.array(channel).default([]),
  github: z
    .string()
    .regex(/^[\w.-]+\/[\w.-]+$/, 'expected owner/repo')
    .optional(),
  mention: mention.optional(),
  environment: z.string({ error: 'expected a word like production' }).min(1).max(40).optional(),
  owner: z.string({ error: 'expected the name of a person or a team' }).min(1).max(80).optional(),
  time_zone: timeZone.optional(),
  working_hours: workingHours.optional(),
});

const slackUser = z.string().regex(/^[UW][A-Z0-9]{2,}$/, 'expected the id of a Slack user (U…)');
const projectsFile = z.strictObject({
  projects: z.array(project),
  people: z.record(z.string().min(3, 'expected at least 3 characters of an identity'), slackUser).default({}),
});

export type LoadedPolicy = { policy: Policy } | { problems: RuleProblem[] };

/** `policy.yml` and `projects.yml` of the rules folder as the team's policy, or everything that is wrong with them. */
export function loadPolicy(files: RuleFile[]): LoadedPolicy {
  const misnamed = files.filter((file) => /^(?:policy|projects)\.yaml$/.test(file.path));
  if (misnamed.length > 0) return { problems: misnamed.map(({ path }) => wrongName(path)) };
  const policyText = files.find((file) => file.path === 'policy.yml');
  const projectsText = files.find((file) => file.path === 'projects.yml');
  if (policyText === undefined) return { problems: [missing('policy.yml')] };
  const policy = parseRuleFile(policyText, policyFile);
  const projects =
    projectsText === undefined ? { value: { projects: [], people: {} } } : parseRuleFile(projectsText, projectsFile);
  if ('problems' in policy || 'problems' in projects) {
    return {
      problems: [
        ...('problems' in policy ? policy.problems : []),
        ...('problems' in projects ? projects.problems : []),
      ],
    };
  }
  const claimedTwice = doubleClaims(projects.value.projects);
  if (claimedTwice.length > 0) return { problems: claimedTwice };
  return { policy: toPolicy(policy.value, projects.value) };
}

function missing(path: string): RuleProblem {
  return { path, line: 1, column: 1, message: 'this file is needed and is not there' };
}

function wrongName(path: string): RuleProblem {
  return { path, line: 1, column: 1, message: `this file must be named ${path.replace(/yaml$/, 'yml')}` };
}

function doubleClaims(projects: z.infer<typeof project>[]): RuleProblem[] {
  const owner = new Map<string, string>();
  const names = new Set<string>();
  const problems: RuleProblem[] = [];
  const complain = (message: string): void => void problems.push({ path: 'projects.yml', line: 1, column: 1, message });
  for (const { name, accounts } of projects) {
    if (names.has(name)) complain(`two projects are named ${name}`);
    names.add(name);
    for (const account of accounts) {
      const other = owner.get(account);
      if (other !== undefined) complain(`account ${account} belongs to ${other} and to ${name}: it can have one owner`);
      owner.set(account, name);
    }
  }
  return problems;
}

function toPolicy(file: z.infer<typeof policyFile>, { projects, people }: z.infer<typeof projectsFile>): Policy {
  const rows = Object.fromEntries(Object.entries(file.routing).map(([level, row]) => [level, toRouting(row)]));
  return {
    severityOf: Object.fromEntries(
      Object.entries(file.severity).map(([source, table]) => [source, toNativeSeverity(table)]),
    ),
    unknownSeverity: file.unknown_severity,
    routing: rows as Policy['routing'],
    ...(file.mention === undefined ? {} : { mention: file.mention }),
    ops: file.ops,
    permissions: permissionsOf(file.permissions),
    reminding: toReminding(file),
    storm: file.storm,
    projects: projects.map(toProject),
    people: new Map(Object.entries(people)),
  };
}

function toProject(file: z.infer<typeof project>): Project {
  const { name, title, accounts, channels, github, mention: called, environment, owner } = file;
  return {
    name,
    accounts,
    channels,
    ...(title === undefined ? {} : { title }),
    ...(github === undefined ? {} : { githubRepo: github }),
    ...(called === undefined ? {} : { mention: called }),
    ...(environment === undefined ? {} : { environment }),
    ...(owner === undefined ? {} : { owner }),
    ...(file.time_zone === undefined ? {} : { timeZone: file.time_zone }),
    ...(file.working_hours === undefined ? {} : { workingHours: file.working_hours }),
  };
}

function toRouting(row: z.infer<typeof routing>): Routing {
  return {
    project: row.show_in.includes('project'),
    central: row.show_in.includes('central'),
    mention: row.mention,
    github: row.github,
    pagerduty: row.pagerduty,
  };
}

function toNativeSeverity(table: z.infer<typeof bands> | z.infer<typeof words>): NativeSeverity {
  if (!Array.isArray(table)) {
    return {
      kind: 'words',
      words: Object.fromEntries(Object.entries(table).map(([word, level]) => [word.toUpperCase(), level])),
    };
  }
  const sorted = table.toSorted((a, b) => b.at_least - a.at_least);
  return { kind: 'bands', bands: sorted.map((band) => ({ atLeast: band.at_least, severity: band.severity })) };
}
