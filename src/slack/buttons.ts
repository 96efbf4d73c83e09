import type { CaseButton, PlainButton } from './button.ts';
import { ackAll } from './buttons/ack-all.ts';
import { acknowledge } from './buttons/acknowledge.ts';
import { close } from './buttons/close.ts';
import { escalate } from './buttons/escalate.ts';
import { openLink, refreshHome } from './buttons/home-links.ts';
import { more } from './buttons/more.ts';
import { reopen } from './buttons/reopen.ts';
import { showCase } from './buttons/show-case.ts';
import { showStorm } from './buttons/show-storm.ts';
import { snooze } from './buttons/snooze.ts';
import { firstPage, nextPage } from './buttons/turn-page.ts';
import { stillWorking } from './buttons/still-working.ts';
import { unacknowledge } from './buttons/unacknowledge.ts';
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
  showCase,
  nextPage,
  firstPage,
  showStorm,
  stillWorking,
  ackAll,
  refreshHome,
  openLink,
];
