/** What each person has read and put away; kept by the page, as each Slack client keeps its own. */
export interface Seen {
  /** The newest message of the channel that this person has had on screen; undefined when none. */
  lastRead(user: string, channel: string): string | undefined;
  markRead(user: string, channel: string, ts: string): void;
  isHidden(user: string, ephemeralTs: string): boolean;
  hide(user: string, ephemeralTs: string): void;
}

/** Starts with nothing read and nothing put away. */
export function createSeen(): Seen {
  const read = new Map<string, string>();
  const hidden = new Set<string>();
  return {
    lastRead: (user, channel) => read.get(`${user} ${channel}`),
    markRead: (user, channel, ts) => void read.set(`${user} ${channel}`, ts),
    isHidden: (user, ts) => hidden.has(`${user} ${ts}`),
    hide: (user, ts) => void hidden.add(`${user} ${ts}`),
  };
}
