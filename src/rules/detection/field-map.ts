import type { Logsource } from '../rule.ts';
import type { NamedEntry } from './field.ts';
import { gcpFieldMap } from './gcp-field-map.ts';
import { logNamed } from './logsource.ts';

/** Where the records of a log keep a field that rules name otherwise, besides under its own name; empty: nowhere else. */
export type FieldMap = (field: string) => readonly (string | NamedEntry)[];

/** The field map of a rule's logsource; undefined: rules name the fields as the records do. */
export function fieldMapOf(logsource: Logsource): FieldMap | undefined {
  return logNamed(logsource).product === 'gcp' ? gcpFieldMap : undefined;
}
