import type { WebClient } from '@slack/web-api';

interface Member {
  id: string;
  names: string[];
}

/** A person who has come since is found after so long. */
const staleMs = 10 * 60_000;
const pageSize = 200;
/** A workspace of more people is not gone through to its end for one command. */
const mostPages = 50;

/** Finds people by what others type for them: `aki`, `Aki Tanaka`. Undefined: nobody, or several. Throws as Slack does. */
export function createPersonFinder(client: WebClient): (typed: string) => Promise<string | undefined> {
  let kept: { members: Member[]; askedAt: number } | undefined;

  async function everybody(): Promise<Member[]> {
    if (kept !== undefined && Date.now() - kept.askedAt < staleMs) return kept.members;
    const members: Member[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const answer = await client.users.list({ limit: pageSize, ...(cursor === undefined ? {} : { cursor }) });
      for (const { id, name, deleted, is_bot: isBot, real_name: real, profile } of answer.members ?? []) {
        if (id === undefined || deleted === true || isBot === true) continue;
        members.push({ id, names: [name, profile?.display_name, real ?? profile?.real_name].map(plain) });
      }
      cursor = answer.response_metadata?.next_cursor;
      if (!cursor) break;
    }
    kept = { members, askedAt: Date.now() };
    return members;
  }

  return async (typed) => {
    const wanted = plain(typed);
    const members = wanted === '' ? [] : await everybody();
    // A handle is one person's alone; display and real names may be several people's.
    const byHandle = members.find(({ names: [handle] }) => handle === wanted);
    if (byHandle !== undefined) return byHandle.id;
    const found = members.filter(({ names }) => names.includes(wanted));
    return found.length === 1 ? found[0]?.id : undefined;
  };
}

function plain(name: string | undefined): string {
  return (name ?? '').replace(/^@/, '').trim().toLowerCase();
}
