import { describe, expect, it } from 'vitest';
import { usualOps } from '#core/ops-policy.ts';
import { usualReminding } from '#core/reminding.ts';
import { routeOf, type Places } from '#core/route.ts';
import type { Policy, Routing } from '#core/policy.ts';
import type { Case } from '#core/case.ts';
import type { RuleRouting } from '#core/rule-routing.ts';
import type { Severity } from '#core/severity.ts';
import { aCase, noon } from '#test/builders.ts';

const shown: Routing = { project: true, central: true, mention: false, github: true, pagerduty: false };
const routing: Record<Severity, Routing> = {
  critical: { ...shown, mention: true, pagerduty: 'high' },
  high: { ...shown, mention: true, pagerduty: 'low' },
  medium: shown,
  low: { ...shown, central: false, github: false },
  none: { ...shown, project: false, central: false, github: false },
};
const policy: Policy = {
  severityOf: {},
  unknownSeverity: 'medium',
  storm: { cards: 20 },
  routing,
  mention: 'here',
  ops: usualOps,
  permissions: {},
  reminding: usualReminding,
  people: new Map(),
  projects: [
    { name: 'web', accounts: [], channels: ['C0WEB', 'C0SECURITY'], mention: 'S0WEB', githubRepo: 'acme/web' },
  ],
};
const places: Places = {
  centralChannel: 'C0SECURITY',
  opsChannel: 'C0OPS',
  opsMention: 'U0OPS',
  githubRepo: 'acme/security',
};
const aki = { kind: 'person', id: 'slack:UAKI', name: 'Aki', via: 'slack' } as const;

describe('routeOf', () => {
  it('shows a critical case in the channels of its project and the central one, each once, and calls the project', () => {
    expect(routeOf(aCase({ severity: 'critical' }), policy, places)).toEqual({
      channels: ['C0WEB', 'C0SECURITY'],
      mention: 'S0WEB',
      github: 'acme/web',
      pagerduty: 'high',
    });
  });

  it('shows a case of nobody in the central channel with the default mention', () => {
    const orphan = aCase({ severity: 'high', project: 'unassigned' });
    expect(routeOf(orphan, policy, places)).toEqual({
      channels: ['C0SECURITY'],
      mention: 'here',
      github: 'acme/security',
      pagerduty: 'low',
    });
  });

  it('falls back to the central channel where only the project would see it and it has no channel', () => {
    expect(routeOf(aCase({ severity: 'low', project: 'unassigned' }), policy, places).channels).toEqual(['C0SECURITY']);
  });

  it('shows none nowhere', () => {
    expect(routeOf(aCase({ severity: 'none' }), policy, places)).toEqual({ channels: [] });
  });

  it('an escalation calls and pages whatever the severity', () => {
    const escalated = aCase({
      severity: 'low',
      escalation: { at: noon, by: aki, to: { id: 'pagerduty', label: 'PagerDuty' } },
    });
    expect(routeOf(escalated, policy, places)).toMatchObject({ mention: 'S0WEB', pagerduty: 'high' });
  });

  it('an escalation to a user group calls that group', () => {
    const escalated = aCase({
      severity: 'low',
      escalation: { at: noon, by: aki, to: { id: 'S0DATA', label: 'Data on call' } },
    });
    expect(routeOf(escalated, policy, places).mention).toBe('S0DATA');
  });

  describe('by what the rule that made the alert says', () => {
    const route = (severity: Severity, said: RuleRouting, given: Partial<Case> = {}) =>
      routeOf(aCase({ severity, routing: said, ...given }), policy, places);

    it('its channels come besides, each once', () => {
      const { channels } = route('low', { channels: ['#cloud', 'C0WEB', '#cloud'] });
      expect(channels).toEqual(['C0WEB', 'C0SECURITY', '#cloud']);
    });

    it('its page beats the table, in both directions', () => {
      expect(route('low', { page: 'high' }).pagerduty).toBe('high');
      expect(route('critical', { page: 'low' }).pagerduty).toBe('low');
      expect(route('critical', { page: false })).not.toHaveProperty('pagerduty');
    });

    it('its mention is called, or nobody', () => {
      expect(route('low', { mention: 'S0ROOT' }).mention).toBe('S0ROOT');
      expect(route('critical', { mention: 'here' }).mention).toBe('here');
      expect(route('critical', { mention: false })).not.toHaveProperty('mention');
    });

    it('its runbook goes along', () => {
      expect(route('medium', { runbook: 'https://wiki.example.com/root' }).runbook).toBe(
        'https://wiki.example.com/root',
      );
    });

    it('nothing of it holds for what is shown nowhere', () => {
      const said: RuleRouting = { page: 'high', channels: ['#cloud'], mention: 'here', runbook: 'https://a.example' };
      expect(route('none', said)).toEqual({ channels: [] });
      const silenced = { until: '2026-04-01T00:00:00.000Z', rule: 'hush', reason: 'pen test' };
      expect(route('critical', said, { silenced })).toEqual({ channels: [] });
    });

    it('an escalation is stronger than a rule and than a silence', () => {
      const escalation = { at: noon, by: aki, to: { id: 'pagerduty', label: 'PagerDuty' } };
      const silenced = { until: '2026-04-01T00:00:00.000Z', rule: 'hush', reason: 'pen test' };
      const escalated = route('low', { page: false, mention: false }, { escalation, silenced });
      expect(escalated).toMatchObject({ pagerduty: 'high', mention: 'S0WEB' });
      expect(escalated.channels).toContain('C0SECURITY');
    });
  });

  it("shows Irene's own trouble to the ops alone", () => {
    expect(routeOf(aCase({ sources: ['irene-ops'], severity: 'high' }), policy, places)).toEqual({
      channels: ['C0OPS'],
      mention: 'U0OPS',
    });
  });

  it("calls whom an escalation of Irene's own trouble names, and pages", () => {
    const escalation = { at: noon, by: aki, to: { id: 'S0DATA', label: 'Data on call' } };
    const route = routeOf(aCase({ sources: ['irene-ops'], escalation }), policy, places);
    expect(route).toEqual({ channels: ['C0OPS'], mention: 'S0DATA', pagerduty: 'high' });
  });

  it('pages, calls and shows as the rule says that made the alert, whatever its severity', () => {
    const c = aCase({
      severity: 'low',
      routing: {
        page: 'high',
        mention: 'S0NIGHT',
        channels: ['C0NIGHT', 'C0WEB'],
        runbook: 'https://wiki.example.com/r',
      },
    });
    expect(routeOf(c, policy, places)).toEqual({
      channels: ['C0WEB', 'C0SECURITY', 'C0NIGHT'],
      mention: 'S0NIGHT',
      pagerduty: 'high',
      runbook: 'https://wiki.example.com/r',
    });
  });

  it('pages and calls nobody where the rule says so, until somebody escalates', () => {
    const c = aCase({ severity: 'critical', routing: { page: false, mention: false } });
    expect(routeOf(c, policy, places)).toEqual({ channels: ['C0WEB', 'C0SECURITY'], github: 'acme/web' });
    const escalation = { at: noon, by: aki, to: { id: 'pagerduty', label: 'PagerDuty' } };
    expect(routeOf({ ...c, escalation }, policy, places)).toMatchObject({ pagerduty: 'high', mention: 'S0WEB' });
  });

  it('shows none nowhere, whatever the rule says', () => {
    const c = aCase({ severity: 'none', routing: { page: 'high', mention: 'here', channels: ['C0NIGHT'] } });
    expect(routeOf(c, policy, places)).toEqual({ channels: [] });
  });

  it('shows a silenced case nowhere, and an escalated one all the same', () => {
    const c = aCase({ severity: 'critical', silenced: { until: noon, rule: 'r', reason: 'planned' } });
    expect(routeOf(c, policy, places)).toEqual({ channels: [] });
    const escalation = { at: noon, by: aki, to: { id: 'pagerduty', label: 'PagerDuty' } };
    expect(routeOf({ ...c, escalation }, policy, places).channels).toContain('C0SECURITY');
  });
});
