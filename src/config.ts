import { resolve } from 'node:path';
import { config as loadDotenv } from 'dotenv';
import { z } from 'zod';
import { CannotStart } from '#core/errors.ts';
import { locales, type Locale } from '#core/words.ts';
import type { StoreSettings } from '#store/open-store.ts';

/** What one process of Irene does; all by default. */
export const roles = ['bot', 'ingest', 'reflect', 'investigate', 'crawl', 'schedule', 'web'] as const;
export type Role = (typeof roles)[number];

export interface Config {
  env: 'production' | 'staging' | 'sandbox';
  /** Absolute path of the data folder. */
  home: string;
  /** Absolute path of the rules folder, or `s3://bucket/prefix`. */
  rulesFolder: string;
  /** Whether S3 is spoken to at one host name for all buckets, as a server of one's own wants it. */
  pathStyle: boolean;
  /** A database of countries in place of the one that comes with Irene. */
  countriesFile: string | undefined;
  locale: Locale;
  roles: ReadonlySet<Role>;
  logLevel: string;
  centralChannel: string;
  opsChannel: string;
  opsMention: string | undefined;
  slack: { botToken: string; appToken: string; apiUrl: string | undefined };
  github: { token: string; repo: string; apiUrl: string | undefined } | undefined;
  pagerduty: { routingKey: string; eventsUrl: string | undefined } | undefined;
  /** Port 0 takes a free one. */
  http: { port: number; ingestToken: string } | undefined;
  store: StoreSettings;
}

/** Everything that is wrong with the settings, in one message for people. */
export class WrongSettings extends CannotStart {
  override name = 'WrongSettings';
}

const text = z.string().min(1);
// A token with a line break in it would stand in the error of whoever puts it into a header.
const secret = z.string().regex(/^[\x21-\x7e]+$/, 'expected one word without spaces or line breaks');
const url = z.url({ protocol: /^https?$/, error: 'expected a web address (https://…)' });

const rulesPlace = text.regex(
  /^(?!s3:)|^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:\/|$)/,
  'expected a folder or s3://bucket/prefix',
);

const settings = z.object({
  IRENE_ENV: z.enum(['production', 'staging', 'sandbox']).default('production'),
  IRENE_HOME: text.default('.irene'),
  IRENE_STORE: z.enum(['embedded', 'aws']).default('embedded'),
  IRENE_TABLE: text.optional(),
  IRENE_BUCKET: text.optional(),
  IRENE_QUEUE_URL: url.optional(),
  IRENE_DLQ_URL: url.optional(),
  IRENE_RULES: rulesPlace.default('rules'),
  IRENE_COUNTRIES: text.optional(),
  IRENE_LOCALE: z.enum(locales).default('en'),
  IRENE_ROLES: text.default(roles.join(',')),
  IRENE_CHANNEL: text,
  IRENE_OPS_CHANNEL: text.optional(),
  IRENE_OPS_MENTION: z
    .string()
    .regex(/^(?:S[A-Z0-9]{2,}|[UW][A-Z0-9]{2,}|here)$/, 'expected a user group id (S…), a user id (U…) or here')
    .optional(),
  SLACK_BOT_TOKEN: secret.startsWith('xoxb-', 'expected a bot token (xoxb-…)'),
  SLACK_APP_TOKEN: secret.startsWith('xapp-', 'expected an app-level token (xapp-…)'),
  SLACK_API_URL: url.transform((given) => `${withoutSlash(given)}/`).optional(),
  GITHUB_TOKEN: secret.optional(),
  GITHUB_REPO: z
    .string()
    .regex(/^[\w.-]+\/[\w.-]+$/, 'expected owner/repo')
    .optional(),
  GITHUB_API_URL: url.transform(withoutSlash).optional(),
  PAGERDUTY_ROUTING_KEY: secret.optional(),
  // with or without the path that PagerDuty's own documents put behind it
  PAGERDUTY_EVENTS_URL: url.transform((given) => withoutSlash(given).replace(/\/v2\/enqueue$/, '')).optional(),
  IRENE_HTTP_PORT: z.coerce.number({ error: 'expected a port number' }).int().min(0).max(65_535).optional(),
  IRENE_INGEST_TOKEN: secret.min(16, 'expected at least 16 characters').optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, '');
}

type Settings = z.infer<typeof settings>;

/** The environment with what `.env` of the current folder adds to it. */
export function readEnvironment(): NodeJS.ProcessEnv {
  const environment = { ...process.env };
  loadDotenv({ quiet: true, processEnv: environment });
  return environment;
}

/** Throws WrongSettings that names every missing and every wrong setting. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = givenIn(environment);
  const more = [...missingCompanions(given), ...missingPlaces(given), ...wrongRoles(given['IRENE_ROLES'])];
  return toConfig(parse(settings, given, more), given);
}

/** Where the data is kept, for commands that need no connection. Throws WrongSettings. */
export function readStore(environment: NodeJS.ProcessEnv): StoreSettings {
  const given = givenIn(environment);
  return storeOf(parse(settings.pick(storeKeys), given, missingPlaces(given)), given);
}

const storeKeys = {
  IRENE_HOME: true,
  IRENE_STORE: true,
  IRENE_TABLE: true,
  IRENE_BUCKET: true,
  IRENE_QUEUE_URL: true,
  IRENE_DLQ_URL: true,
} as const;

type Given = Record<string, string>;

/** What is set. An empty line `GITHUB_TOKEN=` in .env means "not set"; secrets from files come with blanks and line ends. */
function givenIn(environment: NodeJS.ProcessEnv): Given {
  const trimmed = Object.entries(environment).map(([name, value]) => [name, value?.trim() ?? ''] as const);
  return Object.fromEntries(trimmed.filter(([, value]) => value !== ''));
}

function parse<T>(schema: z.ZodType<T>, given: Given, more: string[]): T {
  const parsed = schema.safeParse(given);
  const problems = parsed.success ? more : [...parsed.error.issues.map((issue) => problemOf(issue, given)), ...more];
  if (!parsed.success || problems.length > 0) throw new WrongSettings(explain(problems));
  return parsed.data;
}

/** The data folder alone, for commands that need no connection. */
export function readHome(
  environment: NodeJS.ProcessEnv,
): Pick<Config, 'home' | 'rulesFolder' | 'pathStyle' | 'countriesFile'> {
  const given = givenIn(environment);
  return {
    home: resolve(given['IRENE_HOME'] ?? '.irene'),
    rulesFolder: toRulesFolder(given['IRENE_RULES'] ?? 'rules'),
    pathStyle: isPathStyle(given),
    countriesFile: given['IRENE_COUNTRIES'],
  };
}

function isPathStyle(given: Given): boolean {
  return 'AWS_ENDPOINT_URL_S3' in given || 'AWS_ENDPOINT_URL' in given;
}

function toRulesFolder(given: string): string {
  return given.startsWith('s3:') ? given : resolve(given);
}

function problemOf(issue: z.core.$ZodIssue, given: Given): string {
  const name = String(issue.path[0]);
  return name in given ? `${name}: ${issue.message}` : `${name}: missing`;
}

/** Settings that are only good together. */
function missingCompanions(given: Given): string[] {
  const pairs: [string, string][] = [
    ['GITHUB_TOKEN', 'GITHUB_REPO'],
    ['GITHUB_REPO', 'GITHUB_TOKEN'],
    ['IRENE_HTTP_PORT', 'IRENE_INGEST_TOKEN'],
  ];
  const problems = pairs
    .filter(([a, b]) => a in given && !(b in given))
    .map(([a, b]) => `${b}: missing (needed with ${a})`);
  if ('GITHUB_APP_ID' in given && !('GITHUB_TOKEN' in given)) {
    problems.push('GITHUB_APP_ID: sign-in as a GitHub App is not in this version: set GITHUB_TOKEN');
  }
  return problems;
}

/** The store on AWS needs to be told where everything lies. */
function missingPlaces(given: Given): string[] {
  if (given['IRENE_STORE'] !== 'aws') return [];
  const needed = ['IRENE_TABLE', 'IRENE_BUCKET', 'IRENE_QUEUE_URL', 'IRENE_DLQ_URL'];
  return needed.filter((name) => !(name in given)).map((name) => `${name}: missing (needed with IRENE_STORE=aws)`);
}

function storeOf(s: Pick<Settings, keyof typeof storeKeys>, given: Given): StoreSettings {
  if (s.IRENE_STORE === 'embedded') return { kind: 'embedded', home: resolve(s.IRENE_HOME) };
  return {
    kind: 'aws',
    tableName: s.IRENE_TABLE ?? '',
    bucket: s.IRENE_BUCKET ?? '',
    queueUrl: s.IRENE_QUEUE_URL ?? '',
    deadQueueUrl: s.IRENE_DLQ_URL ?? '',
    pathStyle: isPathStyle(given),
  };
}

function wrongRoles(list: unknown): string[] {
  if (typeof list !== 'string') return [];
  if (splitRoles(list).length === 0) return [`IRENE_ROLES: name at least one role (there are ${roles.join(', ')})`];
  const unknown = splitRoles(list).filter((role) => !(roles as readonly string[]).includes(role));
  return unknown.map((role) => `IRENE_ROLES: there is no role "${role}" (there are ${roles.join(', ')})`);
}

function splitRoles(list: string): string[] {
  return list
    .split(',')
    .map((role) => role.trim())
    .filter((role) => role !== '');
}

function explain(problems: string[]): string {
  const lines = problems.map((problem) => `  ${problem}`).join('\n');
  return `Irene cannot start: ${problems.length === 1 ? 'one setting is' : `${problems.length} settings are`} missing or wrong (environment or .env):\n${lines}\nREADME.md lists every setting.`;
}

function toConfig(s: Settings, given: Given): Config {
  return {
    env: s.IRENE_ENV,
    home: resolve(s.IRENE_HOME),
    store: storeOf(s, given),
    rulesFolder: toRulesFolder(s.IRENE_RULES),
    pathStyle: isPathStyle(given),
    countriesFile: s.IRENE_COUNTRIES,
    locale: s.IRENE_LOCALE,
    roles: new Set(splitRoles(s.IRENE_ROLES) as Role[]),
    logLevel: s.LOG_LEVEL,
    centralChannel: s.IRENE_CHANNEL,
    opsChannel: s.IRENE_OPS_CHANNEL ?? s.IRENE_CHANNEL,
    opsMention: s.IRENE_OPS_MENTION,
    slack: { botToken: s.SLACK_BOT_TOKEN, appToken: s.SLACK_APP_TOKEN, apiUrl: s.SLACK_API_URL },
    github:
      s.GITHUB_TOKEN === undefined || s.GITHUB_REPO === undefined
        ? undefined
        : { token: s.GITHUB_TOKEN, repo: s.GITHUB_REPO, apiUrl: s.GITHUB_API_URL },
    pagerduty:
      s.PAGERDUTY_ROUTING_KEY === undefined
        ? undefined
        : { routingKey: s.PAGERDUTY_ROUTING_KEY, eventsUrl: s.PAGERDUTY_EVENTS_URL },
    http:
      s.IRENE_HTTP_PORT === undefined || s.IRENE_INGEST_TOKEN === undefined
        ? undefined
        : { port: s.IRENE_HTTP_PORT, ingestToken: s.IRENE_INGEST_TOKEN },
  };
}
