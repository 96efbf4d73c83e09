import type { Source } from '#core/source.ts';
import { awsConfig } from './aws-config.ts';
import { awsDescribe } from './aws-describe.ts';
import { cai } from './cai.ts';
import { cloudtrail } from './cloudtrail.ts';
import { gcpAudit } from './gcp-audit.ts';
import { guardduty } from './guardduty.ts';
import { irene } from './irene.ts';
import { scc } from './scc.ts';
import { securityhub } from './securityhub.ts';

/** Every kind of file Irene can read. `auto` takes the first that recognises a file. */
export const sources: readonly Source[] = [
  guardduty,
  securityhub,
  scc,
  cloudtrail,
  gcpAudit,
  awsConfig,
  awsDescribe,
  cai,
  irene,
];
