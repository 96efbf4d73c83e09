import { morph } from './morph.client.js';
import { writeTimes } from './time.client.js';

let running = false;
let again = false;
const shown = new Map();

/** Fetches this same page once more and brings every live part in line with it. Calls during a run lead to one more run. */
export async function refresh() {
  if (running) {
    again = true;
    return;
  }
  running = true;
  try {
    do {
      again = false;
      await refreshOnce();
    } while (again);
  } finally {
    running = false;
  }
}

let events;

/**
 * Follows the server's events while the page is looked at: a browser keeps only six connections to a server, and pages in
 * the background would use them up. Every new connection starts with a refresh, for what was missed in between.
 */
export function follow() {
  events?.close();
  events = undefined;
  if (document.hidden) return;
  events = new EventSource('/events');
  events.addEventListener('change', () => void refresh());
  events.addEventListener('open', () => {
    document.body.dataset.connected = 'yes';
    void refresh();
  });
  events.addEventListener('error', () => {
    document.body.dataset.connected = 'no';
  });
}

document.addEventListener('visibilitychange', follow);
addEventListener('pagehide', () => events?.close());

/** The newest message into view. */
export function toBottom(scroller) {
  scroller.scrollTop = scroller.scrollHeight;
}

async function refreshOnce() {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => undefined);
  // gone or in trouble: what is shown stays, and the next connection starts with a refresh
  if (answer === undefined || answer.status >= 500) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const keepDown = [...document.querySelectorAll('[data-scroller]')].filter(isAtBottom);
  for (const part of page.querySelectorAll('[data-live]')) {
    const here = document.getElementById(part.id);
    const before = shown.get(part.id);
    shown.set(part.id, part.innerHTML);
    if (!here || before === part.innerHTML) continue;
    writeTimes(part);
    morph(here, part);
  }
  for (const scroller of keepDown) toBottom(scroller);
  document.dispatchEvent(new Event('refreshed'));
}

function isAtBottom(scroller) {
  const sticky = scroller.querySelector('.messages') !== null;
  return sticky && scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80;
}
