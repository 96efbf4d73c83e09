import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { answerBy, orSayNotDone } from './answers.ts';
import { commands } from './commands.ts';
import { commandHelp, helpReply, unknownCommandReply } from './help-reply.ts';
import { unescapeEntities } from './mrkdwn.ts';
import type { SlackUser } from './create-people.ts';
import type { Reception, Reply } from './reception.ts';

/** `/irene …`: acknowledged at once, answered to the person alone unless `--here` asks for the channel. */
export function onCommand(reception: Reception) {
  return async ({ ack, respond, command }: SlackCommandMiddlewareArgs & AllMiddlewareArgs): Promise<void> => {
    await ack();
    const { text, isHere } = readHere(unescapeEntities(command.text ?? ''));
    const asker = { id: command.user_id, username: command.user_name };
    const log = reception.log.child({ userId: command.user_id });
    await orSayNotDone(
      async () => {
        const { reply, isAnswer } = await runCommand(text, reception, asker);
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
  asker: SlackUser,
): Promise<{ reply: Reply; isAnswer: boolean }> {
  const { words } = reception;
  const [first = '', rest = ''] = text.split(/\s+(.*)/su, 2);
  if (first === '') return { reply: helpReply(words), isAnswer: true };
  const command = commands.find(({ name }) => name === first.toLowerCase());
  if (command === undefined) return { reply: unknownCommandReply(first, words), isAnswer: false };
  if (rest.trim() === 'help') return { reply: commandHelp(command.name, words), isAnswer: true };
  return { reply: await command.run(rest.trim(), reception, asker), isAnswer: true };
}
