import type { AuditEvent } from '#core/audit-event.ts';
import type { JsonObject } from '#core/json.ts';
import type { RuleSet } from '#rules/rule-set.ts';
import { cai } from '#sources/cai.ts';
import { cloudtrail } from '#sources/cloudtrail.ts';
import { gcpAudit } from '#sources/gcp-audit.ts';
import { alertsIn, casesIn, perRule } from './alerts-in.ts';
import { eventsIn, linesOf, snapshotsIn, type Sample } from './read-samples.ts';

/** What some records make the rules say. */
export interface Part {
  name: string;
  records: number;
  alerts: number;
  cases: number;
}

export interface Measured {
  /** Of each technique or sample: the rules that fire. */
  techniques: { name: string; records: number; rules: string[] }[];
  googleSamples: { name: string; rules: string[] }[];
  noise: Part[];
  loudest: { rule: string; alerts: number; cases: number }[];
  resources: { name: string; resources: number; rules: { rule: string; open: number }[] }[];
  /** Rules that something in the data makes speak. */
  heard: Set<string>;
}

/** Asks the rules about the samples in the folder. */
export function measure(rules: RuleSet, data: URL): Measured {
  const stratus = labelled(data, 'stratus');
  const invictus = labelled(data, 'invictus-aws').map(({ is }) => is);
  const discovered = eventsIn(
    linesOf(new URL('cloudtrail/traildiscover.jsonl', data)).map(({ log }) => ({ label: '', is: log ?? null })),
    cloudtrail,
  ).map(({ is }) => is);
  const techniques = [...Map.groupBy(stratus, ({ label }) => label)].map(([name, of]) => ({
    name,
    records: of.length,
    rules: rulesIn(rules, of),
  }));
  const googleSamples = googleRules(rules, data);
  const resources = [...awsResources(rules, data), ...googleResources(rules, data)];
  const loudest = perRule(alertsIn(rules, invictus));
  return {
    techniques,
    googleSamples,
    noise: [
      partOf(rules, 'calls that services of AWS make (read only)', invictus.filter(isOfService)),
      partOf(rules, 'all calls that only read (with the attacks that do)', invictus.filter(isReadOnly)),
      partOf(rules, 'everything: simulated attacks in one account, within an hour', invictus),
      partOf(rules, 'one example of each of 380 calls, most of them denied', discovered),
    ],
    loudest,
    resources,
    heard: new Set([
      ...techniques.flatMap((one) => one.rules),
      ...googleSamples.flatMap((one) => one.rules),
      ...loudest.map(({ rule }) => rule),
      ...resources.flatMap((one) => one.rules.map(({ rule }) => rule)),
    ]),
  };
}

/** The records of a file, labelled by the file beside it. */
function labelled(data: URL, name: string): Sample<AuditEvent>[] {
  const labels = linesOf(new URL(`cloudtrail/${name}.index.jsonl`, data)).map(({ src }) => textOf(src));
  const records = linesOf(new URL(`cloudtrail/${name}.jsonl`, data));
  return eventsIn(
    records.map((is, i) => ({ label: (labels[i] ?? '').replace(/^aws\.|\.json$/g, ''), is })),
    cloudtrail,
  );
}

function rulesIn(rules: RuleSet, samples: readonly Sample<AuditEvent>[]): string[] {
  const made = alertsIn(
    rules,
    samples.map(({ is }) => is),
  );
  return [...new Set(made.map(({ rule }) => rule))].toSorted();
}

function partOf(rules: RuleSet, name: string, events: AuditEvent[]): Part {
  const made = alertsIn(rules, events);
  return { name, records: events.length, alerts: made.length, cases: casesIn(made) };
}

function isReadOnly({ record }: AuditEvent): boolean {
  return record['readOnly'] === true;
}

function isOfService(event: AuditEvent): boolean {
  const { type, invokedBy } = objectOf(event.record['userIdentity']);
  return isReadOnly(event) && (type === 'AWSService' || typeof invokedBy === 'string');
}

/** Single entries: what counts needs more of them, so a rule that counts is named when the entry would count. */
function googleRules(rules: RuleSet, data: URL): Measured['googleSamples'] {
  // the entry stands under `event` or `log`
  const values = linesOf(new URL('gcp-audit/events.jsonl', data)).map(({ src, event, log }) => ({
    label: textOf(src),
    is: event ?? log ?? null,
  }));
  return eventsIn(values, gcpAudit).flatMap(({ label, is }) => {
    const matched = rules.events.match(is).map(({ id }) => id);
    return matched.length === 0 ? [] : [{ name: label.replace(/^.*\/|\.(?:json|md)$/g, ''), rules: matched }];
  });
}

const awsAnswers: [file: string, type: string][] = [
  ['ec2.DescribeSecurityGroups', 'ec2.security_group'],
  ['ec2.DescribeInstances', 'ec2.instance'],
  ['rds.DescribeDBInstances', 'rds.db_instance'],
  ['cloudtrail.DescribeTrails', 'cloudtrail.trail'],
];

function awsResources(rules: RuleSet, data: URL): Measured['resources'] {
  return awsAnswers.map(([file, type]) => {
    const configs = linesOf(new URL(`aws-api/${file}.jsonl`, data)).map(({ resource }) => objectOf(resource));
    return { name: type, resources: configs.length, rules: openIn(rules, `aws/${type}`, configs) };
  });
}

function googleResources(rules: RuleSet, data: URL): Measured['resources'] {
  const values = linesOf(new URL('cai/assets.jsonl', data)).map(({ asset }) => ({ label: '', is: asset ?? null }));
  const snapshots = snapshotsIn(values, cai).map(({ is }) => is);
  return [...Map.groupBy(snapshots, ({ resource }) => resource.type)]
    .map(([type, of]) => ({
      name: type,
      resources: of.length,
      rules: openIn(
        rules,
        `gcp/${type}`,
        of.map(({ config }) => config),
      ),
    }))
    .filter((one) => one.rules.length > 0);
}

function openIn(rules: RuleSet, type: string, configs: readonly JsonObject[]): { rule: string; open: number }[] {
  // a day of which every sample is older
  const now = Date.parse('2026-01-01T00:00:00Z');
  return (rules.configs.get(type) ?? []).flatMap(({ id, detection }) => {
    const open = configs.filter((fields) => detection.matches({ fields, now })).length;
    return open === 0 ? [] : [{ rule: id, open }];
  });
}

function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
