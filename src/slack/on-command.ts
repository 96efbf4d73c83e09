import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { answerBy, orSayNotDone } from './answers.ts';
import type { Asked } from './command.ts';
import { commands } from './commands.ts';
import { commandHelp, helpReply, unknownCommandReply } from './help-reply.ts';
import { unescapeEntities } from './mrkdwn.ts';
import { receptionFor, type Reception, type Reply } from './reception.ts';

/** `/irene …`: acknowledged at once, answered to the person alone unless `--here` asks for the channel. */
export function onCommand(house: Reception) {
  return async ({ ack, respond, command }: SlackCommandMiddlewareArgs & AllMiddlewareArgs): Promise<void> => {
    await ack();
    const { text, isHere } = readHere(unescapeEntities(command.text ?? ''));
    // What the channel sees is in the language of the house.
    const reception = isHere ? house : await receptionFor(command.user_id, house);
    const log = reception.log.child({ userId: command.user_id });
    await orSayNotDone(
      async () => {
        const asked = {
          user: { id: command.user_id, username: command.user_name },
          channel: command.channel_id,
          triggerId: command.trigger_id,
          requestId: `slack:command:${command.trigger_id}`,
        };
        const { reply, isAnswer } = await runCommand(text, reception, asked);
        if (reply === undefined) return;
        await answerBy(respond, isHere && isAnswer ? 'channel' : 'person')(reply);
      },
      { log, words: reception.words, answer: answerBy(respond, 'person') },
    );
  };
}

/** Slack's clients on phones and Macs type a dash where a person types two hyphens. */
function readHere(text: string): { text: string; isHere: boolean } {
  const without = text.replace(/(?<=^|\s)(?:--|—|–)here(?=\s|$)/u, ' ');
  return { text: without.trim(), isHere: without !== text };
}

/** Help about a wrong command is for nobody but who typed it. */
async function runCommand(
  text: string,
  reception: Reception,
  asked: Asked,
): Promise<{ reply: Reply | undefined; isAnswer: boolean }> {
  const { words } = reception;
  const [first = '', rest = ''] = text.split(/\s+(.*)/su, 2);
  if (first === '') return { reply: helpReply(words), isAnswer: true };
  const command = commands.find(({ name }) => name === first.toLowerCase());
  if (command === undefined) return { reply: unknownCommandReply(first, words), isAnswer: false };
  if (rest.trim() === 'help') return { reply: commandHelp(command.name, words), isAnswer: true };
  return { reply: await command.run(rest.trim(), reception, asked), isAnswer: true };
}
