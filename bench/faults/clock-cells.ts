import { troubleOf, type Cell } from './cell.ts';
import { alertText } from './store-cells.ts';
import { channels } from './shown.ts';

const hour = 3_600_000;

/** Irene's clock is set while she runs, and in the same moment an answer is lost or a try fails. */
export const clockCells: Cell[] = [hour, -hour].flatMap((shift): Cell[] => {
  const name = shift > 0 ? '+1 h' : '-1 h';
  return [
    {
      call: 'clock',
      fault: `jumps ${name} before a lost answer`,
      touches: channels,
      needsPerson: false,
      from: 'start',
      begin: ({ town, setClock }) => {
        const order = town.slack.failNext('chat.postMessage', { lostAnswer: true });
        const lost = town.github.failNext('POST', /\/issues$/, { lostAnswer: true });
        void setClock(shift);
        return { ...troubleOf(order, lost), mend: () => setClock(0) };
      },
    },
    {
      call: 'clock',
      fault: `jumps ${name} while a try is postponed`,
      touches: channels,
      needsPerson: false,
      from: 'start',
      begin: ({ town, setClock }) => ({
        ...troubleOf(town.slack.failNext('chat.postMessage', { status: 500 }, 4)),
        mend: () => setClock(shift),
      }),
    },
  ];
});

/** The queue gives a file twice, late, or in another order. */
export const queueCells: Cell[] = [
  sent('twice', (title) => [alertText(title), alertText(title)]),
  sent('out of order', (title) => [at(title, 0, 'new'), at(title, -hour, 'old')]),
  sent('a day late', (title) => [at(title, -24 * hour, 'late')]),
];

function sent(fault: string, files: (title: string) => string[]): Cell {
  return {
    call: 'queue: file',
    fault: `comes ${fault}`,
    touches: [],
    needsPerson: false,
    from: 'shown',
    begin: ({ town }, title) => {
      const before = town.irene.log.filter((line) => line.msg === 'file read').length;
      const all = files(title);
      void Promise.all(all.map((text, i) => town.drop(`${title} ${i}.json`, text)));
      return {
        hasHappened: () => town.irene.log.filter((line) => line.msg === 'file read').length >= before + all.length,
      };
    },
  };
}

function at(title: string, shiftMs: number, id: string): string {
  const alert = JSON.parse(alertText(title)) as Record<string, unknown>;
  return JSON.stringify({ ...alert, id: `${title} ${id}`, at: new Date(Date.now() - 60_000 + shiftMs).toISOString() });
}
