import { alertsOf, filesOf, makeFindings } from './ingest-rate/findings.ts';
import { median, percentile, postAll, type Posted } from './ingest-rate/post-all.ts';
import { startAlertmanager, type Alertmanager } from './ingest-rate/start-alertmanager.ts';
import { startBareIrene, type BareIrene } from './ingest-rate/start-bare-irene.ts';
import { addsUp } from '#pipeline/account-files.ts';
import { atLeast, atMost, exactly, told, type Figure, type Proof, type Size } from './proof.ts';

const sizes = {
  short: { rounds: 1, findings: 150, warmUp: 50 },
  full: { rounds: 5, findings: 10_000, warmUp: 4000 },
};
const inFile = 50;
const cases = 40;
const connections = 16;

/** What one round has measured, in alerts a second. */
interface Round {
  files: number;
  repeats: number;
  singles: number;
  singlesJudged: number;
  acceptP99: number;
  theirs: { fifties: number; singles: number } | undefined;
}

interface Run {
  irene: BareIrene;
  alertmanager: Alertmanager | undefined;
  findings: number;
  filesSent: number;
  alertsSent: number;
}

/**
 * Findings by HTTP, each file saved before it is accepted, each alert judged and on the disk before its message is
 * done; beside Alertmanager, which keeps them in memory and judges nothing. The two take turns.
 */
export const ingestRate: Proof = {
  name: 'ingest-rate',
  about: 'findings taken, judged and durable a second, beside Alertmanager',
  async run(size, say) {
    const { rounds, findings, warmUp } = sizes[size];
    const alertmanager = size === 'full' ? await startAlertmanager() : undefined;
    const irene = await startBareIrene();
    const run: Run = { irene, alertmanager, findings, filesSent: 0, alertsSent: 0 };
    try {
      await oneRound({ ...run, findings: warmUp }, 'warm', run);
      const measured: Round[] = [];
      for (let n = 1; n <= rounds; n += 1) {
        const round = await oneRound(run, `r${n}`, run);
        measured.push(round);
        say(lineOf(round, n));
      }
      return { figures: [...ratesOf(measured, size, alertmanager), ...(await kept(run))] };
    } finally {
      await Promise.all([irene.close(), alertmanager?.close()]);
    }
  },
};

/** Files of 50 about as many machines, files of 50 about 40 of them, and files of one; `total` counts what was sent. */
async function oneRound(run: Run, series: string, total: Run): Promise<Round> {
  const { findings } = run;
  const distinct = await makeFindings(`${series}-a`, findings);
  const files = await inIrene(run, filesOf(distinct, inFile), total);
  const fifties = await inAlertmanager(run, alertsOf(distinct, inFile));
  const again = await inIrene(run, filesOf(await makeFindings(`${series}-b`, findings, cases), inFile), total);
  const lines = await makeFindings(`${series}-c`, findings);
  const single = await inIrene(run, filesOf(lines, 1), total);
  const theirSingles = await inAlertmanager(run, alertsOf(lines, 1));
  total.alertsSent += 3 * findings;
  return {
    files: findings / files.judgedSeconds,
    repeats: findings / again.judgedSeconds,
    singles: findings / single.posted.seconds,
    singlesJudged: findings / single.judgedSeconds,
    acceptP99: percentile(single.posted.answersMs, 0.99),
    theirs:
      fifties === undefined || theirSingles === undefined
        ? undefined
        : { fifties: findings / fifties.seconds, singles: findings / theirSingles.seconds },
  };
}

async function inIrene(
  { irene }: Run,
  bodies: string[],
  total: Run,
): Promise<{ posted: Posted; judgedSeconds: number }> {
  const startedAt = performance.now();
  total.filesSent += bodies.length;
  const judged = irene.read(total.filesSent);
  const posted = await postAll({ ...irene, status: 202 }, bodies, connections);
  await judged;
  return { posted, judgedSeconds: (performance.now() - startedAt) / 1000 };
}

async function inAlertmanager({ alertmanager }: Run, bodies: string[]): Promise<Posted | undefined> {
  return alertmanager === undefined ? undefined : postAll({ ...alertmanager, status: 200 }, bodies, connections);
}

function ratesOf(rounds: Round[], size: Size, alertmanager: Alertmanager | undefined): Figure[] {
  const of = (pick: (round: Round) => number): number => median(rounds.map(pick));
  const acceptP99 = of((round) => round.acceptP99);
  const own = [
    told('files of 50, all cases distinct', perSecond(of((round) => round.files))),
    told('files of 50, 40 cases', perSecond(of((round) => round.repeats))),
    told('singles on 16 connections, accepted', perSecond(of((round) => round.singles))),
    told('singles on 16 connections, judged', perSecond(of((round) => round.singlesJudged))),
    size === 'short'
      ? told('p99 from POST to 202', `${acceptP99.toFixed(1)} ms`)
      : atMost('p99 from POST to 202', acceptP99, 100, 'ms'),
  ];
  if (alertmanager === undefined)
    return [...own, told('alertmanager', 'not here: prometheus-alertmanager is not in the PATH')];
  const ratio = (pick: (round: Round) => number, theirs: (rates: NonNullable<Round['theirs']>) => number): number =>
    median(rounds.flatMap((round) => (round.theirs === undefined ? [] : [pick(round) / theirs(round.theirs)])));
  return [
    ...own,
    told(`alertmanager ${alertmanager.version}, POSTs of 50`, perSecond(of(({ theirs }) => theirs?.fifties ?? 0))),
    told(`alertmanager ${alertmanager.version}, singles`, perSecond(of(({ theirs }) => theirs?.singles ?? 0))),
    atLeast(
      'files of 50 to its POSTs of 50',
      ratio(
        (round) => round.files,
        (rates) => rates.fifties,
      ),
      0.2,
      '×',
    ),
    atLeast(
      'singles accepted to its singles',
      ratio(
        (round) => round.singles,
        (rates) => rates.singles,
      ),
      0.6,
      '×',
    ),
  ];
}

/** Nothing was lost on the way, however fast it went. */
async function kept({ irene, filesSent, alertsSent }: Run): Promise<Figure[]> {
  const { account, left } = await irene.account();
  return [
    exactly('files handled', account.handled, filesSent),
    exactly('alerts recorded', account.recorded, alertsSent),
    exactly('messages left', left, 0),
    exactly('ledger that does not add up', addsUp(account) ? 0 : 1, 0),
  ];
}

function lineOf(round: Round, n: number): string {
  const theirs =
    round.theirs === undefined
      ? ''
      : `; alertmanager ${perSecond(round.theirs.fifties)}, singles ${perSecond(round.theirs.singles)}`;
  return `round ${n}: files ${perSecond(round.files)}, 40 cases ${perSecond(round.repeats)}, singles ${perSecond(round.singles)} (judged ${perSecond(round.singlesJudged)})${theirs}`;
}

function perSecond(rate: number): string {
  return `${Math.round(rate)}/s`;
}
