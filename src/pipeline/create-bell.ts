import type { Bell } from './context.ts';

/** A bell for one listener at `wait` and any number at `waitForClick`. */
export function createBell(): Bell {
  let rung = false;
  let wake: (() => void) | undefined;
  const waiting = new Set<() => void>();
  return {
    ring({ isClick = false } = {}) {
      rung = true;
      wake?.();
      if (isClick) for (const one of waiting) one();
    },
    async wait(ms, signal) {
      if (!rung && !signal.aborted) await nextWake(ms, signal, (resolve) => (wake = resolve));
      wake = undefined;
      rung = false;
    },
    async waitForClick(ms, signal) {
      if (ms <= 0 || signal.aborted) return;
      let own: (() => void) | undefined;
      await nextWake(ms, signal, (resolve) => waiting.add((own = resolve)));
      if (own !== undefined) waiting.delete(own);
    },
  };
}

function nextWake(ms: number, signal: AbortSignal, onWake: (resolve: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(finish, ms);
    signal.addEventListener('abort', finish, { once: true });
    onWake(finish);
    function finish(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    }
  });
}
