import type { FaultOrder } from '../http/http-faults.ts';
import type { Fault } from './slack-sandbox.ts';

/** The ordered faults that wait for their calls. */
export interface Faults {
  failNext(method: string, fault: Fault, times?: number): FaultOrder;
  /** The fault for this call, used up by one. */
  take(method: string): Fault | undefined;
}

export function createFaults(): Faults {
  const orders: { method: string; fault: Fault; left: number }[] = [];
  return {
    failNext: (method, fault, times = 1) => {
      const order = { method, fault, left: times };
      if (times > 0) orders.push(order);
      return {
        taken: () => times - order.left,
        end: () => {
          if (orders.includes(order)) orders.splice(orders.indexOf(order), 1);
        },
      };
    },
    take: (method) => {
      const order = orders.find((one) => one.method === method);
      if (order === undefined) return undefined;
      order.left -= 1;
      if (order.left === 0) orders.splice(orders.indexOf(order), 1);
      return order.fault;
    },
  };
}
