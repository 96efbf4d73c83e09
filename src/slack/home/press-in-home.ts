import type { BlockAction } from '@slack/bolt';
import type { Press } from '../button.ts';
import type { Reception } from '../reception.ts';

/**
 * A press in the App Home, where nothing can be answered: what would be an answer is a notice on top of the page, and the page is
 * drawn anew in any case.
 */
export async function pressInHome(
  body: BlockAction,
  { homes }: Pick<Reception, 'homes'>,
  run: (press: Omit<Press, 'caseId' | 'more'>) => Promise<void>,
): Promise<void> {
  const { id, username, name } = body.user as { id: string; username?: string; name?: string };
  let notice: string | undefined;
  const say = async ({ text }: { text: string }): Promise<void> => {
    notice = text;
  };
  await run({
    user: { id, username: username ?? name ?? id },
    channel: '',
    messageTs: '',
    isEphemeral: false,
    triggerId: body.trigger_id,
    actionTs: body.actions[0]?.action_ts ?? '',
    requestId: `slack:home:${body.view?.id ?? ''}:${body.actions[0]?.action_ts ?? ''}:${id}`,
    answer: say,
    replace: say,
    redraw: async () => {},
  });
  await homes.show(id, notice);
}
