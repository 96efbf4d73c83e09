import type { Reception, Reply } from './reception.ts';
import type { CommandName } from './words/slack-words.ts';

/** One word after `/irene`. `help` after it is answered by the door. */
export interface Command {
  name: CommandName;
  /** `text` is what follows the command's name, trimmed. */
  run(text: string, reception: Reception): Promise<Reply>;
}
