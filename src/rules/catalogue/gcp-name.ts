import { gcpAudit } from './gcp-audit.ts';

/** Fields of the record itself. */
const gcpWords = new Set(gcpAudit.trim().split('\n', 1)[0]?.slice(2).toLowerCase().split(' '));

/**
 * Rules for Google's logs name fields in many ways, in any case: `gcp.audit.method_name`, `data.protoPayload.methodName`. A single
 * word may be a parameter of a Workspace event.
 */
export function gcpName(field: string): string | undefined {
  const path = field
    .replace(/^data\./i, '')
    .replace(/^gcp\.audit\./i, 'protoPayload.')
    .replace(/^protoPayload\.(?=(?:logName|insertId|severity|timestamp|resource\.\w+)$)/i, '');
  const plain = /^protoPayload\./i.test(path) ? path.replace(/_([a-z])/g, '$1') : path;
  const name = plain.toLowerCase();
  return name.includes('.') || gcpWords.has(name) ? name : undefined;
}
