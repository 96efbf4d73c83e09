import type { HttpFault } from '#sandbox/http/http-faults.ts';
import { troubleOf, type Cell } from './cell.ts';
import { commonFaults } from './common-faults.ts';
import { issuesOf, type Place } from './shown.ts';
import type { Stage } from './stage.ts';

interface Order {
  fault: HttpFault;
  times?: number;
}

const faults: Record<string, Order> = {
  '429, Retry-After 2': { fault: { status: 429, headers: { 'retry-after': '2' } } },
  ...commonFaults,
};
const secondary: HttpFault = {
  status: 403,
  body: { message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.' },
  headers: { 'retry-after': '3' },
};

interface Call {
  name: string;
  method: string;
  path: RegExp;
  from: Cell['from'];
  /** What makes Irene ask so: an attempt of this kind whose answer is lost. */
  after?: RegExp;
}

export const githubCalls: Call[] = [
  { name: 'create issue', method: 'POST', path: /\/issues$/, from: 'start' },
  { name: 'update issue', method: 'PATCH', path: /\/issues\/\d+$/, from: 'shown' },
  { name: 'comment', method: 'POST', path: /\/comments$/, from: 'shown' },
  { name: 'read issue', method: 'GET', path: /\/issues\/\d+$/, from: 'shown' },
  { name: 'list issues', method: 'GET', path: /\/issues$/, from: 'start', after: /\/issues$/ },
  { name: 'list comments', method: 'GET', path: /\/comments$/, from: 'shown', after: /\/comments$/ },
  { name: 'list labels', method: 'GET', path: /\/labels$/, from: 'start' },
  { name: 'create label', method: 'POST', path: /security\/labels$/, from: 'start' },
];

/** Labels are asked for once in a process: only the first alert of a town sees such a fault. */
export function githubCells(call: Call): Cell[] {
  const isSearch = call.after !== undefined || call.name.endsWith('label') || call.name.endsWith('labels');
  const all = isSearch ? except(faults, ['429 without Retry-After', 'slow, 30 s', 'done, answer lost']) : faults;
  return Object.entries<Order>({ ...all, 'secondary rate limit': { fault: secondary } }).map(([fault, order]) => ({
    call: `GitHub: ${call.name}`,
    fault: call.after === undefined ? fault : `${fault}, after a lost answer`,
    touches: ['github'],
    needsPerson: false,
    from: call.from,
    begin: ({ town }) => {
      const lost = call.after === undefined ? [] : [town.github.failNext('POST', call.after, { lostAnswer: true })];
      return troubleOf(...lost, town.github.failNext(call.method, call.path, order.fault, timesOf(order)));
    },
  }));
}

export function pagerdutyCells(from: Cell['from']): Cell[] {
  return Object.entries(faults).map(([fault, order]) => ({
    call: `PagerDuty: enqueue ${from === 'start' ? 'trigger' : 'acknowledge'}`,
    fault,
    touches: ['pagerduty'],
    needsPerson: false,
    from,
    begin: ({ town }) => troubleOf(town.pagerduty.failNext('POST', /enqueue$/, order.fault, timesOf(order))),
  }));
}

/** What a person must do something about, or has done. */
export const githubPersonCells: Cell[] = [
  lasting('GitHub: every call', 'token revoked (401)', ['github'], ({ town }) => {
    const order = town.github.failNext('*', /./, { status: 401, body: { message: 'Bad credentials' } }, 10_000);
    return async () => {
      order.end();
      await town.killAndRestart();
    };
  }),
  switched('issues switched off (410)', (repo, isOver) => {
    repo.hasIssues = isOver;
  }),
  switched('repository archived (403)', (repo, isOver) => {
    repo.archived = !isOver;
  }),
  switched('repository gone (404)', (repo, isOver) => {
    repo.name = isOver ? 'security' : 'taken-away';
  }),
  done('issue deleted by a person (410)', ({ town }, number) =>
    town.github.person.deleteIssue('acme/security', number),
  ),
  done('issue transferred (301)', ({ town }, number) => {
    const [first] = town.github.repos;
    if (first !== undefined && town.github.repos.length === 1)
      town.github.repos.push({ ...first, id: 77, name: 'web', issues: [], labels: [] });
    town.github.person.transfer('acme/security', number, 'acme/web');
  }),
];

export const pagerdutyPersonCells: Cell[] = [
  lasting('PagerDuty: enqueue', 'routing key refused (400)', ['pagerduty'], ({ town, setClock }) => {
    const refusal = { status: 400, body: { status: 'invalid event', message: 'Invalid routing key' } };
    const order = town.pagerduty.failNext('POST', /enqueue$/, refusal, 10_000);
    return async () => {
      order.end();
      await setClock(6 * 60_000);
    };
  }),
];

function timesOf({ times }: Order): number {
  return times ?? 1;
}

function except<T>(all: Record<string, T>, names: string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => !names.includes(name)));
}

function lasting(call: string, fault: string, touches: Place[], order: (stage: Stage) => () => Promise<void>): Cell {
  const isOver = (line: { msg: string }): boolean => line.msg === 'destination is gone';
  return {
    call,
    fault,
    touches,
    needsPerson: true,
    from: 'start',
    begin: (stage) => {
      const { log } = stage.town.irene;
      const seen = log.length;
      return { mend: order(stage), hasHappened: () => log.slice(seen).some(isOver) };
    },
  };
}

type Repo = Stage['town']['github']['repos'][number];

function switched(fault: string, set: (repo: Repo, isOver: boolean) => void): Cell {
  return lasting('GitHub: create issue', fault, ['github'], ({ town, setClock }) => {
    const [repo] = town.github.repos;
    if (repo === undefined) throw new Error('there is no repository');
    set(repo, false);
    return async () => {
      set(repo, true);
      await setClock(6 * 60_000);
    };
  });
}

function done(fault: string, act: (stage: Stage, number: number) => void): Cell {
  return {
    call: 'GitHub: read issue',
    fault,
    touches: ['github'],
    needsPerson: false,
    from: 'shown',
    begin: (stage, title) => {
      act(stage, issuesOf(stage.town, title)[0]?.number ?? 0);
      return { hasHappened: () => true };
    },
  };
}
