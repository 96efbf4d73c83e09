import { Environment } from '@marcbachmann/cel-js';
import { Engine } from 'json-rules-engine';
import type { JsonObject } from '#core/json.ts';
import { compileDetection } from '#rules/detection/compile-detection.ts';

/** One condition of three clauses in three languages. */
interface Condition {
  sigma: JsonObject;
  cel: string;
  jsonRules: { fact: string; path?: string; operator: string; value: string | string[] }[];
}

const names = ['CreateAccessKey', 'CreateUser', 'DeleteTrail'];

/** The first clause is seldom true: what an engine spends on records that are of no interest. */
export const seldom: Condition = {
  sigma: { eventName: names, eventSource: 'iam.amazonaws.com', 'userIdentity.type': 'IAMUser' },
  cel: `e.eventName in ${JSON.stringify(names)} && e.eventSource == "iam.amazonaws.com" && e.userIdentity.type == "IAMUser"`,
  jsonRules: [
    { fact: 'eventName', operator: 'in', value: names },
    { fact: 'eventSource', operator: 'equal', value: 'iam.amazonaws.com' },
    { fact: 'userIdentity', path: '$.type', operator: 'equal', value: 'IAMUser' },
  ],
};

/** The first two are always true: all three are looked at. */
export const always: Condition = {
  sigma: { eventCategory: 'Management', 'tlsDetails.tlsVersion': 'TLSv1.3', eventName: names },
  cel: `e.eventCategory == "Management" && e.tlsDetails.tlsVersion == "TLSv1.3" && e.eventName in ${JSON.stringify(names)}`,
  jsonRules: [
    { fact: 'eventCategory', operator: 'equal', value: 'Management' },
    { fact: 'tlsDetails', path: '$.tlsVersion', operator: 'equal', value: 'TLSv1.3' },
    { fact: 'eventName', operator: 'in', value: names },
  ],
};

/** Irene's detection of a condition. */
export function inSigma({ sigma }: Condition): (record: JsonObject) => boolean {
  const compiled = compileDetection({ s: sigma, condition: 's' }, { lists: new Map() });
  if ('faults' in compiled) throw new Error(JSON.stringify(compiled.faults));
  return (fields) => compiled.detection.matches({ fields });
}

/** The same in CEL, parsed once. */
export function inCel({ cel }: Condition): (record: JsonObject) => boolean {
  const evaluate = new Environment({ unlistedVariablesAreDyn: true }).parse(cel);
  return (e) => evaluate({ e }) === true;
}

/** The same in json-rules-engine, which answers with a promise. */
export function inJsonRules({ jsonRules }: Condition): (record: JsonObject) => Promise<boolean> {
  const engine = new Engine([{ conditions: { all: jsonRules }, event: { type: 'hit' } }], {
    allowUndefinedFacts: true,
  });
  return async (record) => (await engine.run(record)).events.length > 0;
}
