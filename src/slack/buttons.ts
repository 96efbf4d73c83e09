import type { CaseButton, PlainButton } from './button.ts';
import { acknowledge } from './buttons/acknowledge.ts';
import { close } from './buttons/close.ts';
import { escalate } from './buttons/escalate.ts';
import { look } from './buttons/look.ts';
import { more } from './buttons/more.ts';
import { reopen } from './buttons/reopen.ts';
import { showCase } from './buttons/show-case.ts';
import { showStorm } from './buttons/show-storm.ts';
import { snooze } from './buttons/snooze.ts';
import { firstPage, nextPage } from './buttons/turn-page.ts';
import { stillWorking } from './buttons/still-working.ts';
import { unacknowledge } from './buttons/unacknowledge.ts';
import { undo } from './buttons/undo.ts';
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
  stillWorking,
];
