import type { JsonObject } from '#core/json.ts';
import { createEventMatcher } from '#rules/detection/create-event-matcher.ts';
import { createPrefilter } from '#rules/detection/create-prefilter.ts';
import type { DetectionRule } from '#rules/rule.ts';
import { atLeast, atMost, exactly, told, type Figure, type Proof, type Size } from './proof.ts';
import { bestOf, eventOf, filesOf, judgeFile, keptOf, parseFile, siftFile } from './rules/measure.ts';
import { always, inCel, inJsonRules, inSigma, seldom } from './rules/peers.ts';
import { makeRecords } from './rules/records.ts';
import { cloudtrail } from './plain-rule.ts';
import { defaultPack, makeRules, sigmaOrAlike, type RuleSource } from './rules/rule-sets.ts';

const sizes = {
  short: { records: 600, inFile: 200, runs: 2, peer: 100 },
  full: { records: 40_000, inFile: 4000, runs: 7, peer: 2000 },
};

/** The speed bars of the rule language, over made-up records of CloudTrail: all of them in one run. */
export const rules: Proof = {
  name: 'rules',
  about: 'rules over audit events: evaluation, end to end beside gunzip and JSON.parse alone, beside other engines',
  async run(size, say) {
    const { records: count, inFile, runs, peer } = sizes[size];
    const records = makeRecords(7, count);
    say(`${count} records of ${Math.round(JSON.stringify(records[0]).length)} bytes or so`);
    const packs = { sigma: await sigmaOrAlike(), shipped: await defaultPack() };
    const evaluated = evaluations(records, packs.sigma, runs, size);
    say('evaluation measured');
    const files = filesOf(records, inFile);
    const whole = endToEnd(files, count, runs, { packs, size });
    say('end to end measured');
    return { figures: [...evaluated, ...whole, ...(await besidePeers(records.slice(0, peer), runs, size))] };
  },
};

/** A bar that is a time of one machine is only told in short, where a test asks for it on a busy one. */
function bar(size: Size, figure: Figure): Figure {
  return size === 'full' ? figure : told(figure.label, figure.value);
}

function evaluations(records: JsonObject[], sigma: RuleSource, runs: number, size: Size): Figure[] {
  const events = records.map(eventOf);
  const perEvent = (set: readonly DetectionRule[]): number => {
    const matcher = createEventMatcher(set);
    const ms = bestOf(runs, () => {
      for (const event of events) matcher.match(event);
    });
    return (ms * 1000) / events.length;
  };
  const [ten, hundred, thousand] = [10, 100, 1000].map((count) => perEvent(makeRules(count, count))) as [
    number,
    number,
    number,
  ];
  const plain = createPlain(sigma.rules, records, runs);
  return [
    bar(size, atMost(`evaluation, ${sigma.name} (${sigma.rules.length})`, perEvent(sigma.rules), 2.5, 'µs')),
    told('the same without the index', `${plain.toFixed(2)} µs`),
    bar(size, atMost('evaluation, 800 rules', perEvent(makeRules(800, 800)), 5, 'µs')),
    told(
      'evaluation, 10 / 100 / 1,000 rules',
      `${[ten, hundred, thousand].map((each) => each.toFixed(2)).join(' / ')} µs`,
    ),
    bar(size, atMost('10 → 100 rules', hundred / ten, 2, 'times')),
    bar(size, atMost('100 → 1,000 rules', thousand / hundred, 2, 'times')),
  ];
}

function createPlain(set: readonly DetectionRule[], records: JsonObject[], runs: number): number {
  const ms = bestOf(Math.min(runs, 3), () => {
    for (const fields of records) for (const rule of set) rule.detection.matches({ fields });
  });
  return (ms * 1000) / records.length;
}

function endToEnd(
  files: Buffer[],
  count: number,
  runs: number,
  { packs, size }: { packs: { sigma: RuleSource; shipped: RuleSource }; size: Size },
): Figure[] {
  const rate = (ms: number): number => Math.round((count / ms) * 1000);
  const parse = bestOf(runs, () => {
    for (const file of files) parseFile(file);
  });
  const figures = [told('gunzip and JSON.parse alone', `${rate(parse)} records/s`)];
  for (const { name, rules: set } of [packs.sigma, packs.shipped]) {
    const matcher = createEventMatcher(set);
    const filter = createPrefilter(set, cloudtrail);
    const alerts = { whole: 0, sifted: 0 };
    const whole = bestOf(runs, () => {
      alerts.whole = files.reduce((sum, file) => sum + judgeFile(file, matcher), 0);
    });
    const sifted = bestOf(runs, () => {
      alerts.sifted = files.reduce((sum, file) => sum + siftFile(file, matcher, filter.mayMatch), 0);
    });
    figures.push(
      bar(size, atMost(`${name}: gunzip, parse and judge`, whole / parse, 1.3, 'times gunzip and parse')),
      told(`${name}: whole files`, `${rate(whole)} records/s`),
      ...filterFigures(
        { name, isBar: set === packs.shipped.rules },
        { sifted, parse, rate: rate(sifted), kept: keptOf(files, filter) },
        size,
      ),
      exactly(`${name}: rules that the filter cannot see`, filter.unfiltered.length, 0),
      exactly(`${name}: alerts lost by the filter, of ${alerts.whole}`, alerts.whole - alerts.sifted, 0),
    );
  }
  return figures;
}

interface Sifted {
  sifted: number;
  parse: number;
  rate: number;
  /** Share of the records. */
  kept: number;
}

/**
 * A filter cannot skip what matches: one of SigmaHQ's rules matches every second of these records (AssumeRole by anybody), so their
 * figure is told as it is.
 */
function filterFigures(
  { name, isBar }: { name: string; isBar: boolean },
  { sifted, parse, rate, kept }: Sifted,
  size: Size,
): Figure[] {
  const label = `${name}: with the filter for texts, which keeps ${Math.round(kept * 100)} %`;
  return [
    isBar ? bar(size, atLeast(label, rate, 200_000, 'records/s')) : told(label, `${rate} records/s`),
    told('the same beside gunzip and JSON.parse', `${(sifted / parse).toFixed(2)} times their time`),
  ];
}

async function besidePeers(records: JsonObject[], runs: number, size: Size): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, condition] of Object.entries({ 'first clause seldom true': seldom, 'all three clauses': always })) {
    const [sigma, cel, jsonRules] = [inSigma(condition), inCel(condition), inJsonRules(condition)];
    const hits = records.filter(sigma).length;
    const time = (run: (record: JsonObject) => boolean): number =>
      (bestOf(runs, () => records.forEach(run)) * 1e6) / records.length;
    const own = time(sigma);
    const theirs = time(cel);
    const startedAt = performance.now();
    let jsonHits = 0;
    for (const record of records) if (await jsonRules(record)) jsonHits += 1;
    const slow = ((performance.now() - startedAt) * 1e6) / records.length;
    figures.push(
      told(`${name}: Irene / cel-js / json-rules-engine`, `${[own, theirs, slow].map(Math.round).join(' / ')} ns`),
      bar(size, atMost(`${name}: Irene`, own / Math.min(theirs, slow), 1, 'times the faster of the two')),
      exactly(`${name}: other verdicts`, Math.abs(records.filter(cel).length - hits) + Math.abs(jsonHits - hits), 0),
    );
  }
  return figures;
}
