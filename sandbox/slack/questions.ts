import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { Answer } from './slack-sandbox.ts';
import type { SlackState } from './slack-state.ts';

/** Slash commands and interactions: sent once, to be acknowledged before a deadline. */
export interface Questions {
  ask(type: 'slash_commands' | 'interactive', payload: Record<string, unknown>): Promise<Answer>;
  acknowledge(envelopeId: string, payload: unknown): void;
  close(): void;
}

export function createQuestions(state: SlackState, nextSocket: () => WebSocket | undefined): Questions {
  const open = new Map<string, (answer: Answer) => void>();

  function ask(type: string, payload: Record<string, unknown>): Promise<Answer> {
    const socket = nextSocket();
    if (socket === undefined) return Promise.resolve({ ok: false, error: 'dispatch_failed' });
    const id = randomUUID();
    return new Promise((resolve) => {
      const end = (answer: Answer) => {
        open.delete(id);
        clearTimeout(deadline);
        resolve(answer);
      };
      // Slack does not send an interaction again; it tells the person that the app took too long.
      const tooLong: Answer = { ok: false, error: 'operation_timeout' };
      const deadline = setTimeout(() => end(tooLong), state.strictness.acknowledgeWithinMs);
      open.set(id, end);
      socket.send(JSON.stringify({ envelope_id: id, type, accepts_response_payload: true, payload }));
    });
  }

  return {
    ask,
    acknowledge: (envelopeId, payload) => open.get(envelopeId)?.({ ok: true, payload }),
    close: () => {
      for (const end of open.values()) end({ ok: false, error: 'dispatch_failed' });
    },
  };
}
