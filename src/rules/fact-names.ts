/** The facts that rules may ask for, besides `facts.first_seen.<field>`. */
export const knownFacts = [
  'facts.project',
  'facts.environment',
  'facts.owner',
  'facts.country',
  'facts.asn',
  'facts.ip_is_ours',
  'facts.public_reachable',
  'facts.auth_required',
] as const;
