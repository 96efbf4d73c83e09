import type { CaseButton, PlainButton } from './button.ts';
import { ackAll } from './buttons/ack-all.ts';
import { acknowledge } from './buttons/acknowledge.ts';
import { answerWasMe, answerWasNotMe } from './buttons/answer.ts';
import { bulkAcknowledge, bulkClose, bulkSnooze } from './buttons/bulk.ts';
import { close } from './buttons/close.ts';
import { endSilence } from './buttons/end-silence.ts';
import { escalate } from './buttons/escalate.ts';
import { openLink, refreshHome } from './buttons/home-links.ts';
import { look } from './buttons/look.ts';
import { more } from './buttons/more.ts';
import { proveClickButton } from './buttons/prove-click.ts';
import { question } from './buttons/question.ts';
import { reopen } from './buttons/reopen.ts';
import { showCase } from './buttons/show-case.ts';
import { showStorm } from './buttons/show-storm.ts';
import { silenceLike } from './buttons/silence-like.ts';
import { snooze } from './buttons/snooze.ts';
import { subscribeButton } from './buttons/subscribe.ts';
import { firstPage, nextPage } from './buttons/turn-page.ts';
import { stillWorking } from './buttons/still-working.ts';
import { unacknowledge } from './buttons/unacknowledge.ts';
import { unsubscribeButton } from './buttons/unsubscribe.ts';
import { undo } from './buttons/undo.ts';
import { undoBulk } from './buttons/undo-bulk.ts';
import { wake } from './buttons/wake.ts';

/** Everything that can be pressed in a message. */
export const buttons: readonly (CaseButton | PlainButton)[] = [
  acknowledge,
  unacknowledge,
  wake,
  reopen,
  snooze,
  escalate,
  close,
  more,
  look,
  undo,
  showCase,
  nextPage,
  firstPage,
  showStorm,
  proveClickButton,
  endSilence,
  subscribeButton,
  unsubscribeButton,
  stillWorking,
  question,
  silenceLike,
  answerWasMe,
  answerWasNotMe,
  ackAll,
  refreshHome,
  openLink,
  bulkAcknowledge,
  bulkClose,
  bulkSnooze,
  undoBulk,
];
