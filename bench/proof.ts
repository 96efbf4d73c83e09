/** `short` runs within `npm test` in about a minute at most, `full` is what the promise says, by `npm run prove`. */
export type Size = 'short' | 'full';

/** One figure of a proof, with what it should be. */
export interface Figure {
  label: string;
  /** As people read it, with its unit. */
  value: string;
  /** What was wanted, in words: `0`, `≤ 200 s`. Absent on a figure that is only told. */
  wanted?: string;
  /** Whether it is as wanted; absent = only told. */
  holds?: boolean;
}

export interface Outcome {
  figures: Figure[];
  /** Rows that tell the details, the first being the heading. */
  table?: string[][];
}

/** What the command line may say besides names and size. */
export interface Options {
  /** A folder with more samples than the project's own (`--samples=FOLDER`). */
  samples?: string;
}

/** A promise of Irene, tried on the running program. */
export interface Proof {
  /** Its name on the command line and its file's. */
  name: string;
  /** What is proven, in one line. */
  about: string;
  /** `say` tells a person how far it is. Rejects only when it could not be carried out. */
  run(size: Size, say: (line: string) => void, options?: Options): Promise<Outcome>;
}

/** A figure that must be exactly `wanted`. */
export function exactly(label: string, value: number, wanted: number): Figure {
  return { label, value: String(value), wanted: String(wanted), holds: value === wanted };
}

/** A figure that may be `most` at most; `unit` stands behind both numbers. */
export function atMost(label: string, value: number, most: number, unit = ''): Figure {
  const behind = unit === '' ? '' : ` ${unit}`;
  return { label, value: `${rounded(value)}${behind}`, wanted: `≤ ${most}${behind}`, holds: value <= most };
}

/** A figure that must be `least` at least. */
export function atLeast(label: string, value: number, least: number, unit = ''): Figure {
  const behind = unit === '' ? '' : ` ${unit}`;
  return { label, value: `${rounded(value)}${behind}`, wanted: `≥ ${least}${behind}`, holds: value >= least };
}

/** A figure that is only told. */
export function told(label: string, value: string): Figure {
  return { label, value };
}

/** The figures that are not as wanted; a proof holds when there are none. */
export function failing({ figures }: Outcome): Figure[] {
  return figures.filter((figure) => figure.holds === false);
}

function rounded(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
