import type { Case } from '#core/case.ts';
import { choice, comment, input, options } from '../inputs.ts';
import type { Fields, FormContext, Modal, ModalAbout, Reading } from '../modal.ts';
import { questionMessage } from '../question-message.ts';
import type { Reception } from '../reception.ts';
import { questionLengths } from '../words/question-words.ts';

const minutes = { '30m': 30, '1h': 60, '4h': 240, '24h': 1440 } as const;

export const questionModal: Modal = {
  id: 'question',
  firstField: 'who',
  fieldOf: { in_the_past: 'length' },
  blocks: ({ words, guess }) => {
    const texts = words.modal.question;
    const lengths = options(questionLengths.map((length) => [length, words.question.lengths[length]]));
    const who = {
      type: 'users_select' as const,
      action_id: 'value',
      ...(guess === undefined ? {} : { initial_user: guess }),
    };
    return [
      input('who', texts.who, who),
      input('length', texts.length, choice('static_select', lengths, lengths[1])),
      comment('why', texts.message),
    ];
  },
  read,
  after: sendQuestion,
};

async function read(fields: Fields, { words, now, person }: FormContext): Promise<Reading> {
  const id = fields.who?.selected_user;
  if (typeof id !== 'string') return { errors: { who: words.modal.question.who } };
  const length = questionLengths.find((one) => one === fields.length?.selected_option?.value) ?? '1h';
  const until = new Date(Date.parse(now) + minutes[length] * 60_000).toISOString();
  const why = fields.why?.value?.trim() ?? '';
  return { action: { do: 'question', to: await person({ id, username: id }), until, ...(why === '' ? {} : { why }) } };
}

/** The deadline runs already: a message that cannot be sent is told to who asks, and the silence escalates. */
async function sendQuestion(c: Case, about: ModalAbout & { userId: string }, reception: Reception): Promise<void> {
  const to = c.question?.to.id.replace(/^slack:/, '');
  if (to === undefined) return;
  const { client, words, tongues, log } = reception;
  try {
    await client.chat.postMessage({ channel: to, ...questionMessage(c, await tongues.wordsFor(to)) });
  } catch (error) {
    log.warn({ err: error, caseId: c.id, userId: to }, 'a question could not be sent');
    const text = words.question.notReached(`<@${to}>`);
    await client.chat.postEphemeral({ channel: about.channel, user: about.userId, text });
  }
}
