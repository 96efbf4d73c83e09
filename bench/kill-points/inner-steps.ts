import type { Write } from '#core/table.ts';

/** Whether what is written is of this kind. */
type Kind = (write: Write) => boolean;

/** A step in the way of an alert or a click that is a call of the store, and whether it is over when Irene dies. */
export interface InnerStep {
  name: string;
  call: 'put' | 'send' | 'receive' | 'done' | 'write';
  when: 'before' | 'after';
  /** Of a `write`: a batch that holds such a one. */
  kind?: Kind;
  /** She comes by it more than once in nearly every life. */
  isOften?: true;
}

const occurrence: Kind = (write) => skOf(write).startsWith('occ#');
const ledger: Kind = (write) => skOf(write) === 'ledger';
const lane: Kind = (write) => 'put' in write && write.put.pk === 'lanes';
const request: Kind = (write) => skOf(write).startsWith('req#');
const attempt: Kind = (write) => isMirrorState(write) && 'attemptSince' in bodyOf(write);
const shown: Kind = (write) => isMirrorState(write) && !('attemptSince' in bodyOf(write));

/** In the order in which an alert comes by them; a click at the end. */
export const innerSteps: InnerStep[] = [
  { name: 'file taken, not saved', call: 'put', when: 'before' },
  { name: 'file saved, not queued', call: 'put', when: 'after' },
  { name: 'file queued', call: 'send', when: 'after' },
  { name: 'message received', call: 'receive', when: 'after' },
  { name: 'lane listed', call: 'write', when: 'after', kind: lane },
  { name: 'alert judged, not written', call: 'write', when: 'before', kind: occurrence, isOften: true },
  { name: 'alert written', call: 'write', when: 'after', kind: occurrence, isOften: true },
  { name: 'alerts written, not the ledger', call: 'write', when: 'before', kind: ledger },
  { name: 'ledger written, message not done', call: 'write', when: 'after', kind: ledger },
  { name: 'message done', call: 'done', when: 'after' },
  { name: 'attempt not noted', call: 'write', when: 'before', kind: attempt, isOften: true },
  { name: 'attempt noted', call: 'write', when: 'after', kind: attempt, isOften: true },
  { name: 'shown, not noted', call: 'write', when: 'before', kind: shown, isOften: true },
  { name: 'shown and noted', call: 'write', when: 'after', kind: shown, isOften: true },
  { name: 'click not saved', call: 'write', when: 'before', kind: request },
  { name: 'click saved, not acknowledged', call: 'write', when: 'after', kind: request },
];

function skOf(write: Write): string {
  return 'put' in write ? write.put.sk : '';
}

function isMirrorState(write: Write): boolean {
  return skOf(write).startsWith('mirror#');
}

function bodyOf(write: Write): object {
  return 'put' in write && typeof write.put.body === 'object' && write.put.body !== null ? write.put.body : {};
}
