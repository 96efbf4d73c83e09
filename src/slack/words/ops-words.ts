import type { Account } from '#pipeline/account-files.ts';
import type { Deed } from '#pipeline/deeds.ts';
import type { Patience } from '#core/arrivals.ts';

export type OpsCommandName = 'projects' | 'status' | 'dead' | 'replay' | 'rules' | 'language';

/** The texts about Irene herself. Arguments are already escaped for where they go; lengths of time are texts. */
export interface OpsTexts {
  /** Under an answer that was cut. */
  cut: string;
  projects: {
    heading(count: number): string;
    none: string;
    accounts(count: number): string;
    channels(list: string): string;
    noChannel: string;
    owner(who: string): string;
    hint: string;
  };
  status: {
    heading: string;
    files(account: Account, hours: number): string;
    waitingSince(at: string): string;
    records(account: Account): string;
    addsUp: string;
    addsNotUp(account: Account): string;
    dead(count: number): string;
    lanes: string;
    lane(name: string, waiting: number): string;
    since(at: string): string;
    failure(reason: string): string;
    nothingWaits(lanes: number): string;
    sources: string;
    noSources: string;
    source(name: string, at: string): string;
    silent(limit: string, by: 'rule' | 'learned'): string;
    maySleep(limit: string): string;
    never: Record<Extract<Patience, { never: string }>['never'], string>;
    jobs(good: number): string;
    job(name: string, goodAt: string | undefined, failures: number, reason: string): string;
    troubles: string;
    noTroubles: string;
    trouble(kind: string, about: string, at: string): string;
    deeds: string;
    version(irene: string, rules: string): string;
  };
  did: Record<Deed['did'], (by: string, at: string, about: string) => string>;
  dead: {
    none: string;
    heading(total: number): string;
    givenUp(receives: number): string;
    at(moment: string): string;
    noReason: string;
    more(count: number): string;
    hint: string;
    unknown(id: string): string;
    redriven(id: string): string;
    discarded(id: string, by: string, why: string): string;
    noWhy: string;
  };
  replay: {
    queued(key: string): string;
    forgotten(key: string): string;
    noFile(key: string): string;
    near: string;
    form: string;
  };
  rules: {
    heading(count: number): string;
    count(kind: string, on: number, test: number): string;
    broken: string;
    change: string;
    none(id: string): string;
    many(id: string): string;
    place(at: string): string;
    level(severity: string): string;
    status: Record<'on' | 'test' | 'off', string>;
    kind: Record<'detection' | 'correlation' | 'config' | 'severity' | 'close' | 'identity' | 'silence', string>;
    runbook: string;
    decides: string;
    longer: string;
  };
  language: {
    names: Record<'en' | 'ja', string>;
    chosen(name: string): string;
    notChosen(name: string): string;
    how: string;
    now(name: string): string;
    unknown(typed: string): string;
  };
  commands: Record<OpsCommandName, { form: string; about: string }>;
}
