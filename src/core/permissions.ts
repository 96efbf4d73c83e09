import type { Action } from './case-action.ts';

/** What the team may keep to some of its people. */
export const permissionNames = [
  'acknowledge',
  'snooze',
  'escalate',
  'close',
  'reopen',
  'assign',
  'severity',
  'silence',
  'bulk',
  'replay',
  'dead',
] as const;
export type Permission = (typeof permissionNames)[number];

/** Who may: Slack user groups (`S…`) and users (`U…`). What is not named here is everybody's. */
export type Permissions = Partial<Record<Permission, readonly string[]>>;

/** Which permission an action takes; undefined: nobody is kept from it. */
export function permissionFor(action: Action): Permission | undefined {
  switch (action.do) {
    case 'acknowledge':
    case 'unacknowledge':
      return 'acknowledge';
    case 'snooze':
    case 'wake':
      return 'snooze';
    case 'escalate':
    case 'close':
    case 'reopen':
    case 'assign':
      return action.do;
    case 'set_severity':
      return 'severity';
    default:
      return undefined;
  }
}
