import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { SlackState } from './slack-state.ts';

/** Events: sent again, over another socket or after a reconnect, until acknowledged or tried often enough. */
export interface EventDeliveries {
  tell(payload: Record<string, unknown>): void;
  acknowledge(envelopeId: string): void;
  /** The socket is gone: what it carried goes another way. */
  lose(socket: WebSocket): void;
  /** There is a socket again: what waited for one is sent. */
  resume(): void;
  close(): void;
}

interface Delivery {
  id: string;
  payload: Record<string, unknown>;
  attempt: number;
  /** Undefined while it waits for a socket. */
  socket?: WebSocket | undefined;
  deadline?: NodeJS.Timeout;
}

export function createEventDeliveries(state: SlackState, nextSocket: () => WebSocket | undefined): EventDeliveries {
  const open = new Map<string, Delivery>();

  function deliver(delivery: Delivery): void {
    delivery.socket = nextSocket();
    if (delivery.socket === undefined) return;
    delivery.deadline = setTimeout(() => deliverAgain(delivery), state.strictness.acknowledgeWithinMs);
    delivery.deadline.unref();
    delivery.socket.send(JSON.stringify(envelopeOf(delivery)));
  }

  function deliverAgain(delivery: Delivery): void {
    clearTimeout(delivery.deadline);
    delivery.attempt += 1;
    if (delivery.attempt > state.strictness.maxRedeliveries) open.delete(delivery.id);
    else deliver(delivery);
  }

  return {
    tell: (payload) => {
      const delivery = { id: randomUUID(), payload, attempt: 0 };
      open.set(delivery.id, delivery);
      deliver(delivery);
    },
    acknowledge: (envelopeId) => {
      clearTimeout(open.get(envelopeId)?.deadline);
      open.delete(envelopeId);
    },
    lose: (socket) => {
      for (const delivery of open.values()) if (delivery.socket === socket) deliverAgain(delivery);
    },
    resume: () => {
      for (const delivery of open.values()) if (delivery.socket === undefined) deliver(delivery);
    },
    close: () => {
      for (const delivery of open.values()) clearTimeout(delivery.deadline);
      open.clear();
    },
  };
}

function envelopeOf(delivery: Delivery): Record<string, unknown> {
  return {
    envelope_id: delivery.id,
    type: 'events_api',
    accepts_response_payload: false,
    retry_attempt: delivery.attempt,
    retry_reason: delivery.attempt === 0 ? '' : 'timeout',
    payload: delivery.payload,
  };
}
