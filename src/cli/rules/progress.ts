const everyMs = 200;

/** Says how far long work is, on a line that is written over; says nothing where nobody looks. */
export interface Progress {
  /** Cheap: most calls write nothing. */
  tell(text: () => string): void;
  end(): void;
}

export function createProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  let last = 0;
  let isShown = false;
  return {
    tell(text) {
      if (!stream.isTTY) return;
      const now = performance.now();
      if (now - last < everyMs) return;
      last = now;
      isShown = true;
      stream.write(`\r\u001B[2K${text().slice(0, Math.max(20, stream.columns - 1))}`);
    },
    end() {
      if (isShown) stream.write('\r\u001B[2K');
      isShown = false;
    },
  };
}
