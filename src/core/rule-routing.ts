/** What a rule that makes alerts may say about their way to people; it beats the routing table. */
export interface RuleRouting {
  page?: 'high' | 'low' | false;
  /** Besides those of the route. */
  channels?: string[];
  /** A user group id, a user id or `here`; `false`: nobody. */
  mention?: string | false;
  /** A link to what is to be done. */
  runbook?: string;
}
