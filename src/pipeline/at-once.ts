/** Works in progress, so many at a time. */
export interface AtOnce {
  /** Resolves when there is room for another work, with how many would fit. Throws a failure, each once. */
  room(): Promise<number>;
  begin(work: () => Promise<void>): void;
  /** Resolves when all have ended, then throws a failure that was not thrown yet. */
  end(): Promise<void>;
}

export function createAtOnce(most: number): AtOnce {
  const working = new Set<Promise<void>>();
  const failures: unknown[] = [];
  let wake: (() => void) | undefined;
  function throwFirst(): void {
    if (failures.length > 0) throw failures.shift();
  }
  return {
    async room() {
      while (working.size >= most) await new Promise<void>((resolve) => (wake = resolve));
      throwFirst();
      return most - working.size;
    },
    begin(work) {
      const one = work()
        .catch((err: unknown) => void failures.push(err))
        .finally(() => {
          working.delete(one);
          wake?.();
        });
      working.add(one);
    },
    async end() {
      await Promise.all(working);
      throwFirst();
    },
  };
}
