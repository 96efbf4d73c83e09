import type { SlackUser } from './create-people.ts';
import type { Reception, Reply } from './reception.ts';
import type { CommandName } from './words/slack-words.ts';

/** Who typed a command, and where. */
export interface Asked {
  user: SlackUser;
  channel: string;
  /** Opens a modal within 3 s. */
  triggerId: string;
  /** The same for the same command typed once only. */
  requestId: string;
}

/** One word after `/irene`. `help` after it is answered by the door. */
export interface Command {
  name: CommandName;
  /** `text` is what follows the command's name, trimmed. Undefined: a modal answers. */
  run(text: string, reception: Reception, asked: Asked): Promise<Reply | undefined>;
}
