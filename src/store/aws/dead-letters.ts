import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Page } from '#core/table.ts';
import { cursorOf, placeOf } from '../cursor.ts';
import { sendBatches } from './send-batches.ts';
import { sendBodies } from './send-bodies.ts';

interface DeadShelf {
  client: SQSClient;
  queueUrl: string;
  deadQueueUrl: string;
  /** How long what was received here stays invisible at most. */
  listSeconds: number;
}

export interface DeadLetters {
  list(cursor: string | undefined): Promise<Page<Message>>;
  redrive(ids: string[] | 'all'): Promise<number>;
  discard(ids: string[]): Promise<number>;
}

const pageSize = 100;
/** Long enough that SQS asks all of its servers. */
const pollSeconds = 1;
/** How long a list waits for messages that somebody else is looking at. */
const listPatienceSeconds = 4;

/**
 * The dead-letter queue as a list. SQS has none: messages are received, and come back when their time is over. A list
 * of one page gives them back at once; of a longer one each page stays away for `listSeconds`, so that the next page
 * has others. A page that is asked for later than that may show messages again.
 */
export function createDeadLetters(shelf: DeadShelf): DeadLetters {
  return {
    list: (cursor) => list(shelf, cursor),
    // Sent again first and removed then: a crash in between doubles a message and loses none.
    redrive: (ids) =>
      takeOut(shelf, ids, async (messages) => {
        await sendAgain(shelf, messages);
        await remove(shelf, messages);
      }),
    discard: (ids) => takeOut(shelf, ids, (messages) => remove(shelf, messages)),
  };
}

async function list(shelf: DeadShelf, cursor: string | undefined): Promise<Page<Message>> {
  const before = cursor === undefined ? 0 : Number(placeOf(cursor, 1)[0]);
  const found = new Map<string, Message>();
  // What earlier pages hold is not waited for: it would come a second time.
  const patienceSeconds = before > 0 ? 0 : listPatienceSeconds;
  for await (const batch of batches(shelf, { patienceSeconds, held: () => found.size })) {
    for (const message of batch) found.set(message.MessageId ?? '', message);
    if (found.size >= pageSize) return { items: [...found.values()], cursor: cursorOf([String(before + found.size)]) };
  }
  await giveBack(shelf, [...found.values()]);
  return { items: [...found.values()] };
}

/** Gives the messages of these ids to `use`, which removes them, and the others back. Returns how many it were. */
async function takeOut(
  shelf: DeadShelf,
  ids: string[] | 'all',
  use: (messages: Message[]) => Promise<void>,
): Promise<number> {
  const wanted = new Set(ids === 'all' ? [] : ids);
  const others = new Map<string, Message>();
  let count = 0;
  if (ids !== 'all' && wanted.size === 0) return 0;
  const patienceSeconds = shelf.listSeconds + 2;
  for await (const batch of batches(shelf, { patienceSeconds, held: () => others.size })) {
    const chosen = batch.filter((message) => ids === 'all' || wanted.has(message.MessageId ?? ''));
    await use(chosen);
    count += chosen.length;
    for (const message of chosen) wanted.delete(message.MessageId ?? '');
    const rest = batch.filter((message) => !chosen.includes(message));
    // One that comes a second time was away for as long as we may look: we have been through all of them.
    const isRound = rest.some((message) => others.has(message.MessageId ?? ''));
    for (const message of rest) others.set(message.MessageId ?? '', message);
    if (isRound || (ids !== 'all' && wanted.size === 0)) break;
  }
  await giveBack(shelf, [...others.values()]);
  return count;
}

/** Receives until nothing is left besides what we hold ourselves, or the patience with what others hold is over. */
async function* batches(
  shelf: DeadShelf,
  { patienceSeconds, held }: { patienceSeconds: number; held: () => number },
): AsyncGenerator<Message[]> {
  const { client, deadQueueUrl } = shelf;
  let end = performance.now() + patienceSeconds * 1000;
  while (true) {
    const { Messages: found = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: deadQueueUrl,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: pollSeconds,
        VisibilityTimeout: shelf.listSeconds,
        MessageSystemAttributeNames: ['ApproximateReceiveCount'],
      }),
    );
    if (found.length > 0) {
      yield found;
      end = performance.now() + patienceSeconds * 1000;
    } else if (performance.now() >= end || (await countAll(shelf)) <= held()) return;
  }
}

async function countAll({ client, deadQueueUrl }: DeadShelf): Promise<number> {
  const { Attributes: counts = {} } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl: deadQueueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return Number(counts['ApproximateNumberOfMessages']) + Number(counts['ApproximateNumberOfMessagesNotVisible']);
}

async function sendAgain({ client, queueUrl }: DeadShelf, messages: Message[]): Promise<void> {
  const texts = messages.map((message) => message.Body ?? '');
  await sendBodies(client, queueUrl, texts, { delaySeconds: 0 });
}

async function remove({ client, deadQueueUrl }: DeadShelf, messages: Message[]): Promise<void> {
  const [refused] = await sendBatches(receiptsOf(messages), async (batch) => {
    const Entries = batch.map(({ id, value }) => ({ Id: id, ReceiptHandle: value }));
    return (await client.send(new DeleteMessageBatchCommand({ QueueUrl: deadQueueUrl, Entries }))).Failed ?? [];
  });
  if (refused !== undefined) throw new Error(`SQS refuses to remove a dead message: ${refused.Code}`);
}

/** Seen by the next list after a second. What is refused here comes back by itself. */
async function giveBack({ client, deadQueueUrl }: DeadShelf, messages: Message[]): Promise<void> {
  await sendBatches(receiptsOf(messages), async (batch) => {
    const Entries = batch.map(({ id, value }) => ({ Id: id, ReceiptHandle: value, VisibilityTimeout: 1 }));
    return (
      (await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: deadQueueUrl, Entries }))).Failed ?? []
    );
  });
}

function receiptsOf(messages: Message[]): string[] {
  return messages.map((message) => message.ReceiptHandle ?? '');
}
