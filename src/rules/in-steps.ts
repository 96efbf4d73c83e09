/** Long work in small steps: whoever drives it may let others have their turn between two of them. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Does all of it at once. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** A step for each so many of the items. */
export function* inSlices<T>(items: readonly T[], size: number, work: (item: T, index: number) => void): Steps<void> {
  for (const [index, item] of items.entries()) {
    work(item, index);
    if (index % size === size - 1) yield;
  }
}
