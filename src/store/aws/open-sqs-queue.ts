import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  type Message as SqsMessage,
  ReceiveMessageCommand,
  type SQSClient,
  SQSServiceException,
} from '@aws-sdk/client-sqs';
import type { Json } from '#core/json.ts';
import type { DeadMessage, Message, Queue } from '#core/queue.ts';
import { askAws } from './aws-failure.ts';
import { createDeadLetters } from './dead-letters.ts';
import { sendBatches } from './send-batches.ts';
import { sendBodies } from './send-bodies.ts';

export interface SqsQueueOptions {
  client: SQSClient;
  queueUrl: string;
  deadQueueUrl: string;
  /** How long a dead message that was listed stays away from the next list, at most. */
  listSeconds?: number;
}

export interface SqsQueue extends Queue {
  /** Resolves when no poll is in flight any more; receives end with none. */
  close(): Promise<void>;
}

interface Shelf {
  client: SQSClient;
  queueUrl: string;
  closing: AbortController;
}

/** SQS's own limits. */
const limits = { messages: 10, waitSeconds: 20, visibilitySeconds: 43_200 };
/**
 * A poll is never aborted, for SQS may have given it a message by then, which would stay invisible: whoever wants to
 * stop waits for its end, so it is short.
 */
const shortPollSeconds = 2;

/**
 * A queue of SQS and its dead-letter queue; visibility time and the number of receives are those of the queue itself
 * (`createQueues`, or the template). One receive gives at most 10 messages.
 */
export function openSqsQueue(options: SqsQueueOptions): SqsQueue {
  const { client, queueUrl, deadQueueUrl, listSeconds = 10 } = options;
  const shelf: Shelf = { client, queueUrl, closing: new AbortController() };
  const deadLetters = createDeadLetters({ client, queueUrl, deadQueueUrl, listSeconds });
  const polls = new Set<Promise<unknown>>();
  return {
    send: (bodies, { delaySeconds = 0 } = {}) =>
      askAws('SQS', () => sendBodies(client, queueUrl, bodies.map(textOf), { delaySeconds })),
    receive: async (max, waitSeconds, signal) => {
      const poll = askAws('SQS', () => receive(shelf, max, waitSeconds, signal));
      polls.add(poll);
      return poll.finally(() => polls.delete(poll));
    },
    extend: (message, seconds) => askAws('SQS', () => extend(shelf, message.receipt, seconds)),
    done: (messages) => askAws('SQS', () => done(shelf, messages)),
    dead: async (cursor) => {
      const page = await askAws('SQS', () => deadLetters.list(cursor));
      return { ...page, items: page.items.map(deadMessageOf) };
    },
    redrive: (ids) => askAws('SQS', () => deadLetters.redrive(ids)),
    discard: (ids) => askAws('SQS', () => deadLetters.discard(ids)),
    close: async () => {
      shelf.closing.abort();
      await Promise.allSettled(polls);
    },
  };
}

async function receive(
  shelf: Shelf,
  max: number,
  waitSeconds: number,
  signal: AbortSignal | undefined,
): Promise<Message[]> {
  const end = performance.now() + waitSeconds * 1000;
  const longest = signal === undefined ? limits.waitSeconds : shortPollSeconds;
  const isOver = () => signal?.aborted === true || shelf.closing.signal.aborted;
  let leftSeconds = waitSeconds;
  while (!isOver()) {
    const found = await poll(shelf, Math.min(max, limits.messages), Math.min(longest, Math.floor(leftSeconds)));
    leftSeconds = (end - performance.now()) / 1000;
    if (!isOver() && (found.length > 0 || leftSeconds < 1)) return found;
    // Somebody wants to stop: the others get them soon.
    if (isOver()) for (const message of found) await extend(shelf, message.receipt, 1);
  }
  return [];
}

async function poll({ client, queueUrl }: Shelf, max: number, waitSeconds: number): Promise<Message[]> {
  const { Messages: found = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: max,
      WaitTimeSeconds: Math.max(0, waitSeconds),
      MessageSystemAttributeNames: ['ApproximateReceiveCount'],
    }),
  );
  return found.map((message) => ({ ...deadMessageOf(message), receipt: message.ReceiptHandle ?? '' }));
}

/** Never 0: some servers that speak SQS lose a message that is given back at once. */
async function extend({ client, queueUrl }: Shelf, receipt: string, seconds: number): Promise<boolean> {
  const VisibilityTimeout = Math.min(limits.visibilitySeconds, Math.max(1, Math.ceil(seconds)));
  try {
    await client.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: queueUrl, ReceiptHandle: receipt, VisibilityTimeout }),
    );
    return true;
  } catch (error) {
    if (isNoLongerOurs(error)) return false;
    throw error;
  }
}

/** SQS says it in three ways, as the receipt is used up, too old, or the message is visible again. */
function isNoLongerOurs(error: unknown): boolean {
  if (!(error instanceof SQSServiceException)) return false;
  if (error.name === 'MessageNotInflight' || error.name === 'ReceiptHandleIsInvalid') return true;
  return error.name === 'InvalidParameterValue' && /receipt|visibility timeout change/i.test(error.message);
}

async function done({ client, queueUrl }: Shelf, messages: Message[]): Promise<void> {
  const receipts = messages.map((message) => message.receipt);
  const refused = await sendBatches(receipts, async (batch) => {
    const Entries = batch.map(({ id, value }) => ({ Id: id, ReceiptHandle: value }));
    const answer = await client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    return answer.Failed ?? [];
  });
  // A receipt that is worth nothing any more is no error: the message has been delivered again, or has ended.
  const real = refused.find(({ Code }) => Code !== 'ReceiptHandleIsInvalid' && Code !== 'InvalidParameterValue');
  if (real !== undefined) throw new Error(`SQS refuses to end a message: ${real.Code}: ${real.Message ?? ''}`);
}

/** JSON as SQS takes it: the two characters of the plane that are no characters stand as escapes. */
function textOf(body: Json): string {
  return JSON.stringify(body).replaceAll(/[\uFFFE\uFFFF]/g, (char) => `\\u${char.charCodeAt(0).toString(16)}`);
}

function deadMessageOf(message: SqsMessage): DeadMessage {
  const receives = Number(message.Attributes?.ApproximateReceiveCount ?? 1);
  return { id: message.MessageId ?? '', body: bodyOf(message.Body ?? ''), receives };
}

/** Others may send to the queue as well: what is no JSON is given as the text it is. */
function bodyOf(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
