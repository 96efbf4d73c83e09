import type { Fault } from './detection.ts';

/** Where faults and fields are collected while a detection is compiled; `path` is where the compiler stands. */
export interface Place {
  faults: Fault[];
  path: PropertyKey[];
}

/** The place one step further in. */
export function within<P extends Place>(place: P, ...steps: PropertyKey[]): P {
  return { ...place, path: [...place.path, ...steps] };
}

/** Notes a fault; the compiler goes on, to tell all faults at once. */
export function faultAt(place: Place, message: string): undefined {
  place.faults.push({ path: place.path, message });
  return undefined;
}
