import type { SlackUser } from './create-people.ts';
import type { Answer, Reception } from './reception.ts';

/** One press of a button, or one pick of a menu. */
export interface Press {
  /** What the button carries, as it was read. */
  caseId: string;
  more?: string;
  user: SlackUser;
  channel: string;
  /** The message it is on; seen by this person alone when `isEphemeral`. */
  messageTs: string;
  isEphemeral: boolean;
  triggerId: string;
  /** When Slack saw it: seconds with their fraction, as Slack writes them. */
  actionTs: string;
  /** The same for the same press only. */
  requestId: string;
  /** Says something to this person alone. */
  answer: Answer;
  /** Shows something in the place of an ephemeral message; of a message that all see, says it to this person. */
  replace: Answer;
  /** Shows something in the place of the message that it is on, whoever sees it. */
  redraw: Answer;
}

/** A button or menu of a card; pressing it is acknowledged to Slack when it is done. */
export interface CaseButton {
  /** Its `action_id`. */
  id: string;
  press(press: Press, reception: Reception): Promise<void>;
}

/** A button that carries something else than a case. */
export interface PlainButton {
  id: string;
  pressPlain(value: string, press: Omit<Press, 'caseId' | 'more'>, reception: Reception): Promise<void>;
}
