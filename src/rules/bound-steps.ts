import type { TraceStep } from '#core/case.ts';

/** So many of the first steps are kept, and of the last: each may hold a dozen values, and all lie in one item with the case. */
const mostOfEach = 10;

/** The steps that changed a severity, without the middle of very many; what is left out is one step that says how many. */
export function boundSteps(steps: readonly TraceStep[]): TraceStep[] {
  const left = steps.slice(mostOfEach, -mostOfEach);
  const [first, last] = [left[0], left.at(-1)];
  // One step would take the place of one.
  if (first === undefined || last === undefined || left.length === 1) return [...steps];
  const between: TraceStep = {
    decides: 'severity',
    rule: `${left.length} rules`,
    because: `${left.length} steps in between are left out`,
    ...(first.from === undefined || last.to === undefined ? {} : { from: first.from, to: last.to }),
  };
  return [...steps.slice(0, mostOfEach), between, ...steps.slice(-mostOfEach)];
}
