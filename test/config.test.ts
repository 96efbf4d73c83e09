import { describe, expect, it } from 'vitest';
import { readConfig, WrongSettings } from '../src/config.ts';

const needed = { SLACK_BOT_TOKEN: 'xoxb-test', SLACK_APP_TOKEN: 'xapp-test', IRENE_CHANNEL: 'C0SECURITY' };

function problemsOf(environment: Record<string, string>): string {
  try {
    readConfig({ ...environment });
  } catch (err) {
    if (err instanceof WrongSettings) return err.message;
    throw err;
  }
  throw new Error('these settings were taken');
}

describe('readConfig', () => {
  it('takes the needed settings alone and runs without GitHub and PagerDuty', () => {
    expect(readConfig({ ...needed })).toMatchObject({
      opsChannel: 'C0SECURITY',
      github: undefined,
      pagerduty: undefined,
      http: undefined,
      locale: 'en',
    });
  });

  it('names every missing setting in one message', () => {
    const message = problemsOf({});
    for (const name of Object.keys(needed)) expect(message).toContain(`${name}: missing`);
  });

  it.each([
    [{ SLACK_BOT_TOKEN: 'xoxp-wrong' }, 'SLACK_BOT_TOKEN: expected a bot token'],
    [{ GITHUB_TOKEN: 'ghp_test' }, 'GITHUB_REPO: missing (needed with GITHUB_TOKEN)'],
    [{ GITHUB_REPO: 'just-a-name', GITHUB_TOKEN: 't' }, 'GITHUB_REPO: expected owner/repo'],
    [{ IRENE_HTTP_PORT: '8080' }, 'IRENE_INGEST_TOKEN: missing (needed with IRENE_HTTP_PORT)'],
    [{ IRENE_HTTP_PORT: 'eighty', IRENE_INGEST_TOKEN: 'x'.repeat(16) }, 'IRENE_HTTP_PORT: expected a port number'],
    [{ IRENE_INGEST_TOKEN: 'short' }, 'IRENE_INGEST_TOKEN: expected at least 16 characters'],
    [{ SLACK_BOT_TOKEN: 'xoxb-1\n2' }, 'SLACK_BOT_TOKEN: expected one word'],
    [{ GITHUB_TOKEN: 'ghp_1\n2', GITHUB_REPO: 'a/b' }, 'GITHUB_TOKEN: expected one word'],
    [{ IRENE_LOCALE: 'fr' }, 'IRENE_LOCALE'],
    [{ IRENE_ROLES: 'bot,cook' }, 'there is no role "cook"'],
    [{ IRENE_ROLES: ' , ' }, 'IRENE_ROLES: name at least one role'],
    [{ IRENE_STORE: 'aws' }, 'IRENE_TABLE: missing (needed with IRENE_STORE=aws)'],
    [{ IRENE_STORE: 'redis' }, 'IRENE_STORE'],
    [{ GITHUB_API_URL: 'not a url' }, 'GITHUB_API_URL: expected a web address'],
  ])('refuses %o', (given, expected) => {
    expect(problemsOf({ ...needed, ...given })).toContain(expected);
  });

  it('takes addresses with or without a slash at their end', () => {
    const given = {
      SLACK_API_URL: 'http://127.0.0.1:1/api',
      GITHUB_TOKEN: 't',
      GITHUB_REPO: 'a/b',
      GITHUB_API_URL: 'http://127.0.0.1:2/',
    };
    const config = readConfig({
      ...needed,
      ...given,
      PAGERDUTY_ROUTING_KEY: 'k',
      PAGERDUTY_EVENTS_URL: 'http://127.0.0.1:3/v2/enqueue',
    });
    expect([config.slack.apiUrl, config.github?.apiUrl, config.pagerduty?.eventsUrl]).toEqual([
      'http://127.0.0.1:1/api/',
      'http://127.0.0.1:2',
      'http://127.0.0.1:3',
    ]);
  });

  it('takes no notice of blanks and line ends around a value', () => {
    const { slack, github, pagerduty, http } = readConfig({
      SLACK_BOT_TOKEN: ' xoxb-1 \r',
      SLACK_APP_TOKEN: 'xapp-1\r',
      IRENE_CHANNEL: 'C0SECURITY',
      GITHUB_TOKEN: 'ghp_test\r\n',
      GITHUB_REPO: 'a/b\r',
      PAGERDUTY_ROUTING_KEY: ' key',
      IRENE_HTTP_PORT: '0\r',
      IRENE_INGEST_TOKEN: ` ${'x'.repeat(16)}\r`,
    });
    expect([slack.botToken, slack.appToken, github?.token, github?.repo]).toEqual([
      'xoxb-1',
      'xapp-1',
      'ghp_test',
      'a/b',
    ]);
    expect([pagerduty?.routingKey, http]).toEqual(['key', { port: 0, ingestToken: 'x'.repeat(16) }]);
  });

  it('counts no blanks around the ingest token', () => {
    expect(problemsOf({ ...needed, IRENE_INGEST_TOKEN: 'short'.padEnd(20) })).toContain('at least 16 characters');
  });

  it('opens no HTTP door without a port', () => {
    expect(readConfig({ ...needed, IRENE_INGEST_TOKEN: 'x'.repeat(16) }).http).toBeUndefined();
  });

  it('never prints the value of a setting', () => {
    expect(problemsOf({ ...needed, SLACK_BOT_TOKEN: 'secret-value', IRENE_INGEST_TOKEN: 'hush' })).not.toMatch(
      /secret-value|hush/,
    );
  });

  it('takes rules of a folder or of a bucket', () => {
    expect(readConfig(needed).rulesFolder).toMatch(/^\/.*\/rules$/);
    const bucket = readConfig({ ...needed, IRENE_RULES: 's3://acme-rules/irene/prod', AWS_ENDPOINT_URL: 'http://s3' });
    expect(bucket).toMatchObject({ rulesFolder: 's3://acme-rules/irene/prod', pathStyle: true });
    expect(() => readConfig({ ...needed, IRENE_RULES: 's3:/acme' })).toThrow('IRENE_RULES: expected a folder or s3:');
  });

  it('takes an empty line of .env as not set', () => {
    expect(readConfig({ ...needed, GITHUB_TOKEN: '', GITHUB_REPO: '  ' }).github).toBeUndefined();
  });
});
