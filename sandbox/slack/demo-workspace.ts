import type { SlackChannel, SlackUser, SlackUsergroup, Workspace } from './slack-sandbox.ts';

export const demoTeam: Workspace['team'] = {
  id: 'T0DEMO',
  name: 'Demo',
  domain: 'demo',
  url: 'https://demo.slack.com/',
};

export const demoBot: Workspace['bot'] = { userId: 'UIRENE', botId: 'BIRENE', appId: 'A0IRENE', name: 'irene' };

export const demoUsers: readonly SlackUser[] = [
  { id: 'UAKI', name: 'aki', realName: 'Aki Tanaka', tz: 'Asia/Tokyo', email: 'aki@demo.example' },
  { id: 'UBEN', name: 'ben', realName: 'Ben Carter', tz: 'Europe/London', email: 'ben@demo.example' },
  { id: 'UCHI', name: 'chi', realName: 'Chi Okafor', tz: 'America/New_York', email: 'chi@demo.example' },
];

export const demoChannels: readonly SlackChannel[] = [
  { id: 'C0SECURITY', name: 'security', isMember: true, isArchived: false },
  { id: 'C0WEB', name: 'team-web', isMember: true, isArchived: false },
  { id: 'C0DATA', name: 'team-data', isMember: true, isArchived: false },
  { id: 'C0OPS', name: 'irene-ops', isMember: true, isArchived: false },
  { id: 'C0OLD', name: 'old-project', isMember: true, isArchived: true },
  { id: 'C0RANDOM', name: 'random', isMember: false, isArchived: false },
];

export const demoUsergroups: readonly SlackUsergroup[] = [
  { id: 'S0ONCALL', handle: 'security-oncall', name: 'Security on call', users: ['UAKI', 'UBEN'] },
];
