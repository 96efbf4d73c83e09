/** Wakes everybody who waits in this process. */
export interface Bell {
  ring(): void;
  /** Resolves at the next ring, after `ms`, or when `signal` aborts, whichever is first. */
  wait(ms: number, signal: AbortSignal | undefined): Promise<void>;
}

export function createBell(): Bell {
  const waiting = new Set<() => void>();
  return {
    ring: () => {
      for (const wake of waiting) wake();
    },
    wait: (ms, signal) =>
      new Promise((resolve) => {
        function wake() {
          clearTimeout(timer);
          signal?.removeEventListener('abort', wake);
          waiting.delete(wake);
          resolve();
        }
        const timer = setTimeout(wake, ms);
        waiting.add(wake);
        signal?.addEventListener('abort', wake);
        if (signal?.aborted === true) wake();
      }),
  };
}
