import type { SlackUser } from './create-people.ts';
import type { Reception, Reply } from './reception.ts';
import type { CommandName } from './words/slack-words.ts';

/** One word after `/irene`. `help` after it is answered by the door. */
export interface Command {
  name: CommandName;
  /** `text` is what follows the command's name, trimmed; `asker` is who typed it. */
  run(text: string, reception: Reception, asker: SlackUser): Promise<Reply>;
}
