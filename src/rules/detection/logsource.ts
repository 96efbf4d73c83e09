import type { Logsource } from '../rule.ts';

/**
 * Names under which rules know one and the same log. Google Workspace writes its audit logs as Cloud Audit Logs, thus
 * rules about it are asked of those too; what they look for says which of the two a record is.
 */
const sameLog: Readonly<Record<string, string>> = {
  'gcp/audit': 'gcp/gcp.audit',
  'gcp/gcp_audit': 'gcp/gcp.audit',
  'gcp/google_workspace': 'gcp/gcp.audit',
  'gcp/google_workspace.admin': 'gcp/gcp.audit',
  'gcp/google_workspace.login': 'gcp/gcp.audit',
  'gcp/gworkspace': 'gcp/gcp.audit',
  'google_workspace/admin': 'gcp/gcp.audit',
  'google_workspace/login': 'gcp/gcp.audit',
  'google_workspace/google_workspace.admin': 'gcp/gcp.audit',
  'google_workspace/google_workspace.login': 'gcp/gcp.audit',
  'aws/aws.cloudtrail': 'aws/cloudtrail',
};

/** The log that a product and service name, whatever the spelling. */
export function logNamed({ product, service }: { product?: string; service?: string }): {
  product: string | undefined;
  service: string | undefined;
} {
  const wanted = { product: product?.toLowerCase(), service: service?.toLowerCase() };
  const same = sameLog[`${wanted.product ?? ''}/${wanted.service ?? ''}`];
  if (same === undefined) return wanted;
  const [sameProduct, sameService] = same.split('/');
  return { product: sameProduct, service: sameService };
}

/** Whether a rule of this logsource is asked of such events. What is absent matches any; events have no category. */
export function isAskedOf(rule: Logsource, event: { product: string; service: string }): boolean {
  if (rule.category !== undefined) return false;
  const wanted = logNamed(rule);
  const given = logNamed(event);
  return (
    (wanted.product === undefined || wanted.product === given.product) &&
    (wanted.service === undefined || wanted.service === given.service)
  );
}
