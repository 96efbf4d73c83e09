import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { JsonObject } from '#core/json.ts';
import { compileDetection } from '#rules/detection/compile-detection.ts';
import { fieldMapOf } from '#rules/detection/field-map.ts';
import type { DetectionRule, Logsource } from '#rules/rule.ts';
import { sharedPath } from '#test/shared-data.ts';
import { aRule } from './a-rule.ts';

/** SigmaHQ's rules of `../shared/data/sigma/<cloud>`, by file name. */
export function sigmaRules(cloud: 'aws' | 'gcp'): { file: string; rule: DetectionRule }[] {
  const folder = sharedPath(`sigma/${cloud}`);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yml'))
    .toSorted()
    .map((file) => {
      const { id, logsource, detection } = parse(readFileSync(join(folder, file), 'utf8')) as {
        id: string;
        logsource: Logsource;
        detection: JsonObject;
      };
      const fieldMap = fieldMapOf(logsource);
      const compiled = compileDetection(detection, { lists: new Map(), ...(fieldMap ? { fieldMap } : {}) });
      if ('faults' in compiled) throw new Error(`${file}: ${JSON.stringify(compiled.faults)}`);
      return { file, rule: aRule(id, compiled.detection, logsource) };
    });
}
