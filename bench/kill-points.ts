import { findDynoxide } from '#sandbox/aws/start-dynoxide.ts';
import { type Death, steps } from './kill-points/live.ts';
import { type Problem, problemKinds } from './kill-points/problem.ts';
import { type Ran, type Run, runStory } from './kill-points/run-story.ts';
import { atLeast, exactly, type Outcome, type Proof, type Size, told } from './proof.ts';

/** Nothing is lost and nothing is doubled, whenever she dies. */
export const killPoints: Proof = {
  name: 'kill-points',
  about: 'killed at random moments and at each named step, with clicks in between: 0 lost, 0 doubled',
  async run(size, say) {
    const hasAws = findDynoxide() !== undefined;
    if (!hasAws) say('no stand-in for DynamoDB on this platform: the embedded store only');
    const lines = linesFor(size).map((line) => line.filter(({ member }) => hasAws || member === 'embedded'));
    const ran = (await Promise.all(lines.map((line) => runLine(line, say)))).flat();
    return outcomeOf(ran);
  },
};

async function runLine(line: Run[], say: (text: string) => void): Promise<Ran[]> {
  const ran: Ran[] = [];
  for (const run of line) {
    const one = await runStory(run, say).catch((err: unknown) => brokenOff(run, err));
    say(
      `${run.name}: ${one.killed} kills, ${one.missed} missed, ${one.clicks.kept} clicks, ${one.problems.length} problems`,
    );
    for (const { kind, about } of one.problems.slice(0, 20)) say(`  ${problemKinds[kind]}: ${about.slice(0, 2_000)}`);
    ran.push(one);
  }
  return ran;
}

/** The other runs go on: what they show is not lost with this one. */
function brokenOff(run: Run, err: unknown): Ran {
  const about = err instanceof Error ? (err.stack ?? err.message) : String(err);
  const clicks = { kept: 0, refused: 0, unanswered: 0 };
  return { run, killed: 0, missed: 0, reached: [], clicks, redriven: 0, problems: [{ kind: 'runs', about }] };
}

/** Runs in a line follow one another; lines go side by side, since on AWS a kill costs up to half a minute of rest. */
function linesFor(size: Size): Run[][] {
  if (size === 'short') return [[shortRun('embedded')], [shortRun('aws')]];
  const random = Array.from({ length: 6 }, (_, at) => randomRun(at, 6));
  return [steps.map(stepRun), random, ...[0, 1, 2].map((line) => [awsRun(line)])];
}

/** The steps at which most could go wrong. */
const shortSteps = [
  'file saved, not queued',
  'alert written',
  'ledger written, message not done',
  'card posted, answer lost',
  'evidence posted, answer lost',
  'issue made, answer lost',
  'incident made, answer lost',
  'shown, not noted',
  'click acknowledged',
];

function shortRun(member: Run['member']): Run {
  const common = { name: member, member, seed: 7, longestMs: 800, isHasty: true };
  if (member === 'aws') return { ...common, alerts: 8, cases: 3, deaths: [{ at: 'start' }, { step: 'attempt noted' }] };
  return { ...common, alerts: 24, cases: 8, deaths: [...shortSteps.map((step) => ({ step })), { at: 'work' }] };
}

function stepRun(step: string, at: number): Run {
  const deaths = Array.from({ length: 8 }, (): Death => ({ step }));
  const common = { member: 'embedded', longestMs: 0, isHasty: true } as const;
  return { ...common, name: step, seed: 100 + at, alerts: 60, cases: 12, deaths };
}

/** The last one is she as everybody starts her, at the pace of the services. */
function randomRun(at: number, of: number): Run {
  const deaths = Array.from({ length: 50 }, (_, life): Death => ({ at: life % 4 === 0 ? 'start' : 'work' }));
  const isHasty = at < of - 1;
  const name = `random ${at + 1}${isHasty ? '' : ', own pace'}`;
  return { name, member: 'embedded', seed: 1000 + at, alerts: 300, cases: 40, deaths, longestMs: 1_500, isHasty };
}

/** Each step once in all, and random moments late enough for the lanes to work again. */
function awsRun(line: number): Run {
  const named = steps.filter((_, at) => at % 3 === line).map((step): Death => ({ step }));
  const random = Array.from({ length: 20 - named.length }, (_, at): Death => ({ at: at % 4 === 0 ? 'start' : 'work' }));
  const common = { member: 'aws', isHasty: true, longestMs: 36_000 } as const;
  return {
    ...common,
    name: `aws ${line + 1}`,
    seed: 2000 + line,
    alerts: 100,
    cases: 14,
    deaths: [...named, ...random],
  };
}

function outcomeOf(ran: Ran[]): Outcome {
  const problems = ran.flatMap((one) => one.problems);
  const kinds = Object.keys(problemKinds) as Problem['kind'][];
  const of = (kind: Problem['kind']): number => problems.filter((one) => one.kind === kind).length;
  const killed = ({ member }: Pick<Run, 'member'>): number =>
    sum(ran.filter(({ run }) => run.member === member).map((one) => one.killed));
  const wanted = new Set(
    ran.flatMap(({ run }) => run.deaths.flatMap((death) => ('step' in death ? [death.step] : []))),
  );
  const reached = new Set(ran.flatMap((one) => one.reached));
  return {
    figures: [
      told('seeds', ran.map(({ run }) => run.seed).join(' ')),
      told('kills on the embedded store', String(killed({ member: 'embedded' }))),
      told('kills on AWS', String(killed({ member: 'aws' }))),
      told('alerts', String(sum(ran.map(({ run }) => run.alerts)))),
      told('messages that five processes died over, sent again by hand', String(sum(ran.map((one) => one.redriven)))),
      told('clicks without an acknowledgement', String(sum(ran.map(({ clicks }) => clicks.unanswered)))),
      atLeast('clicks kept', sum(ran.map(({ clicks }) => clicks.kept)), ran.length),
      atLeast('named steps at which she died', reached.size, wanted.size),
      ...kinds.map((kind) => exactly(problemKinds[kind], of(kind), 0)),
    ],
    table: [['run', 'alerts', 'cases', 'kills', 'missed', 'clicks kept', 'lost', 'doubled or unlike'], ...ran.map(row)],
  };
}

function row({ run, killed, missed, clicks, problems }: Ran): string[] {
  const lost = problems.filter(({ kind }) => kind === 'lost' || kind === 'clicks').length;
  const counts = [run.alerts, run.cases, killed, missed, clicks.kept, lost, problems.length - lost];
  return [run.name, ...counts.map(String)];
}

function sum(numbers: number[]): number {
  return numbers.reduce((one, other) => one + other, 0);
}
