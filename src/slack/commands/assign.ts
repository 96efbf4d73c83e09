import { caseCommand, type ReadAction, type Typed } from '../case-command.ts';
import { codeWithin } from '../mrkdwn.ts';

export const assign = caseCommand('assign', read);

async function read({ text, asked, reception }: Typed): Promise<ReadAction> {
  const { people, words } = reception;
  if (text === '') return { problem: words.work.problems.missing.person };
  const typed = text.toLowerCase();
  if (typed === 'nobody') return { action: { do: 'assign' } };
  if (typed === 'me') return { action: { do: 'assign', to: await people.actor(asked.user) } };
  // Slack writes a mention so where it resolves them.
  const id = /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>$/.exec(text)?.[1] ?? (await people.find(text));
  if (id === undefined) return { problem: words.work.problems.noPerson(codeWithin(text, 80)) };
  return { action: { do: 'assign', to: await people.actor({ id, username: text.replace(/^@/, '') }) } };
}
