import type { HttpFaults } from '../http/http-faults.ts';
import type { HttpCall } from '../http/record-call.ts';

/** A local PagerDuty: Events API v2 and the part of the REST API that incidents need. */
export interface PagerdutySandbox {
  /** For `PAGERDUTY_EVENTS_URL`, without a trailing slash; events go to `<url>/v2/enqueue`. */
  eventsUrl: string;
  /** For `PAGERDUTY_API_URL`, without a trailing slash. */
  apiUrl: string;
  /** The key of the first service. */
  routingKey: string;
  apiToken: string;
  services: PagerdutyService[];
  users: PagerdutyUser[];
  /** Oldest first. */
  incidents: PagerdutyIncident[];
  failNext: HttpFaults['failNext'];
  strictness: PagerdutyStrictness;
  calls: HttpCall[];
  person: PagerdutyPerson;
  onChange: (listener: () => void) => () => void;
  close: () => Promise<void>;
}

/** Can be switched while the sandbox runs; undefined = no limit. */
export interface PagerdutyStrictness {
  /** Events a minute and routing key before 429; as at PagerDuty 120. */
  eventsPerMinute: number | undefined;
}

/** What a person does in PagerDuty; `user` is the name that stands in the log. Throws when there is no such incident. */
export interface PagerdutyPerson {
  acknowledge: (id: string, user: string) => void;
  resolve: (id: string, user: string) => void;
  note: (id: string, user: string, text: string) => void;
}

export interface PagerdutyService {
  id: string;
  name: string;
  /** 32 letters and digits. */
  routingKey: string;
}

export interface PagerdutyUser {
  id: string;
  name: string;
  email: string;
}

export type PagerdutySeverity = 'critical' | 'error' | 'warning' | 'info';

export interface PagerdutyIncident {
  id: string;
  number: number;
  dedupKey: string;
  routingKey: string;
  title: string;
  status: 'triggered' | 'acknowledged' | 'resolved';
  urgency: 'high' | 'low';
  severity: PagerdutySeverity;
  source: string;
  customDetails: unknown;
  links: { href: string; text: string }[];
  images: { src: string; href: string; alt: string }[];
  createdAt: string;
  updatedAt: string;
  /** Who acknowledged it, while it is acknowledged. */
  acknowledgedBy: string | null;
  notes: PagerdutyNote[];
  /** Oldest first. */
  log: PagerdutyLogEntry[];
}

export interface PagerdutyNote {
  id: string;
  at: string;
  by: string;
  text: string;
}

export interface PagerdutyLogEntry {
  id: string;
  at: string;
  type: 'trigger_log_entry' | 'acknowledge_log_entry' | 'resolve_log_entry' | 'annotate_log_entry';
  by: string;
  text: string;
}
