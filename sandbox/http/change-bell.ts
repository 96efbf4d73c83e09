/** Tells listeners that something of a sandbox changed. */
interface ChangeBell {
  ring: () => void;
  /** Returns the way to stop listening. */
  onChange: (listener: () => void) => () => void;
}

export function createChangeBell(): ChangeBell {
  const listeners = new Set<() => void>();
  return {
    ring: () => {
      for (const listener of listeners) listener();
    },
    onChange: (listener) => {
      // Wrapped, so that one function that listens twice is called twice and stops one at a time.
      const own = () => listener();
      listeners.add(own);
      return () => listeners.delete(own);
    },
  };
}
