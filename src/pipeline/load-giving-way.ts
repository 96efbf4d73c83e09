import { loadRules, type LoadedRules } from '#rules/load-rules.ts';
import { readDocuments, type ReadDocuments } from '#rules/read-documents.ts';
import type { RuleFile } from '#rules/rule-file.ts';
import { giveWay } from './give-way.ts';

/** Loads rules while clicks and files go on: reading YAML takes most of the time, and is done file by file. */
export async function loadGivingWay(files: RuleFile[]): Promise<LoadedRules> {
  const known = new Map<RuleFile, ReadDocuments>();
  for (const file of files) {
    known.set(file, readDocuments(file));
    await giveWay();
  }
  return loadRules(files, (file) => known.get(file) ?? readDocuments(file));
}
