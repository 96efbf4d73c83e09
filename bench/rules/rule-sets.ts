import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { JsonObject } from '#core/json.ts';
import { compileDetection } from '#rules/detection/compile-detection.ts';
import { loadRuleDocuments } from '#rules/load-rules.ts';
import type { DetectionRule } from '#rules/rule.ts';
import { readRuleFiles } from '#store/read-rule-files.ts';
import { createDice, type Dice } from '../dice.ts';
import { plainRule } from '../plain-rule.ts';
import { services, writeNames } from './records.ts';

const project = resolve(import.meta.dirname, '../..');

/** A rule set and where it comes from. */
export interface RuleSource {
  name: string;
  rules: DetectionRule[];
}

/** SigmaHQ's 57 rules for AWS where they lie beside the project, else as many made up in their manner. */
export async function sigmaOrAlike(): Promise<RuleSource> {
  const folder = join(project, '../shared/data/sigma/aws');
  if (!existsSync(folder)) return { name: '57 rules made up', rules: makeRules(57, 57) };
  return { name: "SigmaHQ's rules for AWS", rules: await detectionsIn(folder, true) };
}

/** The default rules of the project about audit logs. */
export async function defaultPack(): Promise<RuleSource> {
  return { name: 'default pack', rules: await detectionsIn(join(project, 'rules'), false) };
}

async function detectionsIn(folder: string, asSigma: boolean): Promise<DetectionRule[]> {
  const { rules } = loadRuleDocuments(await readRuleFiles(folder), { asSigma });
  return rules.filter((rule) => rule.kind === 'detection');
}

/** Rules in the manner of SigmaHQ's: the same mix of kinds whatever their count, and as many names as so many rules have. */
export function makeRules(seed: number, count: number): DetectionRule[] {
  const dice = createDice(seed);
  return Array.from({ length: count }, (_, n) => compiled(`r${n}`, makeBlock(dice, n)));
}

function makeBlock(dice: Dice, n: number): JsonObject {
  const eventSource = `${dice.pick(services)}.amazonaws.com`;
  // Names beyond those of the records, as there are in any large rule set.
  const name = (): string => (dice.oneIn(3) ? dice.pick(writeNames) : `${dice.pick(writeNames)}V${n}`);
  const eventName = Array.from({ length: 1 + dice.below(4) }, name);
  const selection = { eventSource, eventName };
  // Each kind is among the first ten already.
  switch ((n * 3) % 40) {
    case 0:
      return { selection: { 'userIdentity.arn|re': `.+:assumed-role/aws${n}:.+` }, condition: 'selection' };
    case 15:
      return {
        selection: { 'userIdentity.type': 'Root' },
        filter: { eventType: 'AwsServiceEvent' },
        condition: 'selection and not filter',
      };
    case 2:
    case 3:
      return { selection: { eventSource, 'eventName|startswith': name() }, condition: 'selection' };
    case 4:
    case 5:
    case 6:
      return {
        selection: { ...selection, 'requestParameters|contains': 'AdministratorAccess' },
        condition: 'selection',
      };
    case 18:
      return { selection: { userAgent: `Tool${n}` }, condition: 'selection' };
    case 8:
    case 9:
      return {
        selection,
        ok: { errorCode: null },
        success: { errorCode: 'Success' },
        condition: 'selection and 1 of *s*',
      };
    case 10:
    case 11:
    case 12:
      return { selection, filter: { 'userAgent|contains': 'terraform' }, condition: 'selection and not 1 of filter*' };
    default:
      return { selection, condition: 'selection' };
  }
}

function compiled(id: string, block: JsonObject): DetectionRule {
  const result = compileDetection(block, { lists: new Map() });
  if ('faults' in result) throw new Error(`${id} does not compile: ${JSON.stringify(result.faults)}`);
  return plainRule(id, result.detection);
}
