import type { FaultOrder } from '#sandbox/http/http-faults.ts';
import type { Place } from './shown.ts';
import type { Stage } from './stage.ts';

/** One thing that goes wrong with one call, on the way of one alert. */
export interface Cell {
  call: string;
  fault: string;
  /** The places that cannot be in line while it lasts. */
  touches: readonly Place[];
  /** It lasts until a person does something, so ops must hear of it. */
  needsPerson: boolean;
  /** At the beginning, or once the case is shown everywhere: what only then can go wrong. */
  from: 'start' | 'shown';
  begin(stage: Stage, title: string): Trouble;
}

/** A fault that was ordered. */
export interface Trouble {
  hasHappened(): boolean;
  /** What a person does about it; undefined where it passes by itself. */
  mend?: () => void | Promise<void>;
}

export function troubleOf(...orders: FaultOrder[]): Trouble {
  return { hasHappened: () => orders.every((order) => order.taken() > 0) };
}
