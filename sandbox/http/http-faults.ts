/**
 * What goes wrong with one request. `reset` cuts the connection before any work; `lostAnswer` does the work and cuts it
 * then; `delayMs` waits before the work, which is done also when nobody waits for it any more; `hangs` never answers and
 * does no work; `invalidJson` does the work and answers half of the JSON.
 */
export type HttpFault =
  | { status: number; body?: unknown; headers?: Record<string, string> }
  | { reset: true }
  | { lostAnswer: true }
  | { delayMs: number }
  | { hangs: true }
  | { invalidJson: true };

/** Faults that were ordered and happen one by one. */
export interface FaultOrder {
  /** How many have happened. */
  taken: () => number;
  /** Takes back what has not happened yet. */
  end: () => void;
}

export interface HttpFaults {
  /** The next `times` (default 1) requests whose method ('*' = any) and path (without query) match fail so. */
  failNext: (method: string, path: RegExp, fault: HttpFault, times?: number) => FaultOrder;
  /** The fault for this request, used up by one; the oldest order that matches wins. */
  take: (method: string, path: string) => HttpFault | undefined;
}

/** The orders for faults that wait for their requests. */
export function createHttpFaults(): HttpFaults {
  const orders: { method: string; path: RegExp; fault: HttpFault; left: number }[] = [];

  function failNext(method: string, path: RegExp, fault: HttpFault, times = 1): FaultOrder {
    const order = { method, path, fault, left: times };
    if (times > 0) orders.push(order);
    return {
      taken: () => times - order.left,
      end: () => {
        if (orders.includes(order)) orders.splice(orders.indexOf(order), 1);
      },
    };
  }

  function take(method: string, path: string): HttpFault | undefined {
    // search() ignores lastIndex, so a regular expression with the g or y flag works every time.
    const at = orders.findIndex((order) => isSame(order.method, method) && path.search(order.path) >= 0);
    const order = orders[at];
    if (order === undefined) return undefined;
    order.left -= 1;
    if (order.left <= 0) orders.splice(at, 1);
    return order.fault;
  }

  return { failNext, take };
}

function isSame(ordered: string, method: string): boolean {
  return ordered === '*' || ordered.toUpperCase() === method;
}
