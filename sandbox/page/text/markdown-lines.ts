import type { Html } from './html.ts';
import type { Surroundings } from './surroundings.ts';

/** The Markdown lines that are left: a block's reader takes its own from the front, and renders what it holds by `nested`. */
export interface Lines {
  rest: string[];
  around: Surroundings;
  nested(lines: string[]): Html;
}
