import type { RuleFiles } from '#core/rule-files.ts';
import { ruleFilesOfFolder } from './read-rule-files.ts';

/** The rules at `place`: a folder, or `s3://bucket/prefix`. `pathStyle` as for the store on AWS. */
export async function openRuleFiles(
  place: string,
  { pathStyle = false }: { pathStyle?: boolean } = {},
): Promise<RuleFiles> {
  if (!place.startsWith('s3://')) return ruleFilesOfFolder(place);
  const { ruleFilesOfBucket } = await import('./aws/rule-files-of-bucket.ts');
  return ruleFilesOfBucket(place, { pathStyle });
}
