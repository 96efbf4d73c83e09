import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atLeast, atMost, exactly, told, type Figure, type Proof, type Size } from './proof.ts';
import type { Asked, AskedIndex } from './search/ask-index.ts';
import type { Filled } from './search/fill-index.ts';
import { inChild } from './search/in-child.ts';

const sizes = { short: { cases: 3_000, rounds: 2 }, full: { cases: 1_000_000, rounds: 5 } };

/** The search index over many cases: filled as from the feed of changes, asked as people do. */
export const search: Proof = {
  name: 'search',
  about: 'the search index: filling it, 30 mixed queries newest first, its size and memory',
  async run(size, say) {
    const folder = mkdtempSync(join(tmpdir(), 'irene-search-'));
    const file = join(folder, 'search.db');
    try {
      const { cases, rounds } = sizes[size];
      const filled = await inChild<Filled>('fill-index.ts', file, cases);
      say(`${cases} cases filled in`);
      const bytes = ['', '-wal'].reduce((sum, end) => sum + bytesOf(`${file}${end}`), 0);
      const answer = await inChild<AskedIndex>('ask-index.ts', file, rounds);
      return {
        figures: figuresOf({ filled, answer, bytes }, size),
        table: [['query', 'slowest', 'of the processor', 'cases'], ...[...answer.asked, ...answer.hardest].map(rowOf)],
      };
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

function bytesOf(file: string): number {
  return existsSync(file) ? statSync(file).size : 0;
}

interface Measured {
  filled: Filled;
  answer: AskedIndex;
  bytes: number;
}

function figuresOf({ filled, answer, bytes }: Measured, size: Size): Figure[] {
  const { cases } = sizes[size];
  const times = answer.asked.flatMap(({ ms }) => ms);
  const cpuTimes = answer.asked.flatMap(({ cpuMs }) => cpuMs);
  const perSecond = Math.round((cases / filled.ms) * 1000);
  return [
    bar(size, atLeast(`${cases.toLocaleString('en')} cases filled in`, perSecond, 20_000, 'cases/s')),
    told('the same by the time of the processor alone', `${Math.round((cases / filled.cpuMs) * 1000)} cases/s`),
    told('queries, p50', `${quantile(times, 0.5).toFixed(1)} ms`),
    bar(size, atMost('queries, p99', quantile(times, 0.99), 30, 'ms')),
    told('the same by the time of the processor alone', `${quantile(cpuTimes, 0.99).toFixed(1)} ms`),
    bar(size, atMost('on disk', bytes / 1e6, 1_200, 'MB')),
    bar(size, atMost('memory at most of a process that opens the index and asks', answer.megabytes, 300, 'MB')),
    told('memory at most of the one that makes the cases and fills it', `${Math.round(filled.megabytes)} MB`),
    exactly('queries', answer.asked.length, 30),
  ];
}

function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** What depends on the machine is only told in short, where a test asks for it. */
function bar(size: Size, figure: Figure): Figure {
  return size === 'full' ? figure : told(figure.label, figure.value);
}

function rowOf({ text, ms, cpuMs, total }: Asked): string[] {
  return [
    text === '' ? '(all)' : text,
    `${Math.max(...ms).toFixed(1)} ms`,
    `${Math.max(...cpuMs).toFixed(1)} ms`,
    total,
  ];
}
