import { describe, expect, it } from 'vitest';
import { usualOps } from '#core/ops-policy.ts';
import { routeOf, type Places } from '#core/route.ts';
import type { Policy, Routing } from '#core/policy.ts';
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
});
