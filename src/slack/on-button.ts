import type { AllMiddlewareArgs, BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { answerBy, orSayNotDone } from './answers.ts';
import type { Press } from './button.ts';
import { readButtonValue } from './button-value.ts';
import { buttons } from './buttons.ts';
import { caseReply } from './case-reply.ts';
import { pressInHome } from './home/press-in-home.ts';
import { receptionFor, type Reception, type Reply } from './reception.ts';
import { section } from './text-objects.ts';

type Args = SlackActionMiddlewareArgs & AllMiddlewareArgs;
type PlainPress = Omit<Press, 'caseId' | 'more'>;

/**
 * Buttons and menus of messages: done first and then acknowledged, however long it takes. A click that was acknowledged
 * and not kept yet would be lost by a crash with nobody knowing; one without an acknowledgement gets Slack's warning
 * after 3 s, and can be made again.
 */
export function onButton(house: Reception) {
  return async ({ ack, respond, body }: Args): Promise<void> => {
    await doAsked(body, respond, await receptionFor(body.user.id, house));
    await ack();
  };
}

/** Never rejects. */
async function doAsked(body: Args['body'], respond: Args['respond'], reception: Reception): Promise<void> {
  if (body.type !== 'block_actions') return;
  const [action] = body.actions;
  if (action !== undefined && body.view?.type === 'home') {
    const say = async (press: PlainPress): Promise<void> => {
      const log = reception.log.child({ userId: press.user.id, button: action.action_id });
      const work = () => dispatch(action.action_id, valueOf(action), press, reception);
      await orSayNotDone(work, { log, words: reception.words, answer: press.answer });
    };
    return pressInHome(body, reception, say);
  }
  // What is picked inside a modal is read when it is submitted.
  if (action === undefined || body.channel === undefined) return;
  const press = pressOf(body, action.action_ts, respond);
  const log = reception.log.child({ userId: press.user.id, button: action.action_id });
  await orSayNotDone(() => dispatch(action.action_id, valueOf(action), press, reception), {
    log,
    words: reception.words,
    answer: press.answer,
  });
}

function pressOf(body: BlockAction, actionTs: string, respond: Args['respond']): PlainPress {
  const channel = body.channel?.id ?? '';
  const messageTs = String(body.container.message_ts ?? '');
  const isEphemeral = body.container.is_ephemeral === true;
  const { id, username, name } = body.user as { id: string; username?: string; name?: string };
  return {
    user: { id, username: username ?? name ?? id },
    channel,
    messageTs,
    isEphemeral,
    triggerId: body.trigger_id,
    actionTs,
    requestId: `slack:${channel}:${messageTs}:${actionTs}:${id}`,
    answer: answerBy(respond, 'person'),
    replace: answerBy(respond, isEphemeral ? 'original' : 'person'),
    redraw: answerBy(respond, isEphemeral ? 'original' : 'original of all'),
  };
}

/** The value of a button, or of the option that was picked. */
function valueOf(action: BlockAction['actions'][number]): string {
  if ('selected_option' in action && action.selected_option) return action.selected_option.value ?? '';
  return 'value' in action && typeof action.value === 'string' ? action.value : '';
}

async function dispatch(id: string, value: string, press: PlainPress, reception: Reception): Promise<void> {
  const button = buttons.find((one) => one.id === id);
  if (button !== undefined && 'pressPlain' in button) return button.pressPlain(value, press, reception);
  const read = readButtonValue(value);
  if (button === undefined || 'old' in read) {
    return press.answer(await currentCard('old' in read ? read.old : read.caseId, reception));
  }
  return button.press({ ...press, ...read }, reception);
}

/** For a button of a card that an older version made: the case as it is now, with buttons that work. */
async function currentCard(caseId: string | undefined, { desk, words }: Reception): Promise<Reply> {
  const looked = caseId === undefined ? undefined : await desk.show(caseId);
  if (looked === undefined || !('found' in looked)) return { text: words.answers.unknownButton };
  const card = caseReply(looked.found, words);
  return {
    ...card,
    text: `${words.answers.oldButton} ${card.text}`,
    blocks: [section(words.answers.oldButton), ...(card.blocks ?? [])],
  };
}
