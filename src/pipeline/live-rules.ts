import { setTimeout as wait } from 'node:timers/promises';
import type { RuleFiles } from '#core/rule-files.ts';
import type { RuleFile, RuleProblem } from '#rules/rule-file.ts';
import type { RuleSet } from '#rules/rule-set.ts';
import type { OpsContext } from './tell-ops.ts';
import { tellBrokenRules, tellMendedRules, tellUnreadableRules } from './tell-rules.ts';

type Loaded = { rules: RuleSet } | { problems: RuleProblem[] };

export type LoadRules = (files: RuleFile[]) => Loaded | Promise<Loaded>;

/** The rules in force, which change when their files do. */
export interface LiveRules {
  current(): RuleSet;
  /** Takes changed files over, once two looks in a row have seen the same. Never rejects. True while they change. */
  look(context: OpsContext): Promise<boolean>;
  /** Looks every so often until `signal` aborts. */
  follow(context: OpsContext, signal: AbortSignal): Promise<void>;
}

/** So long after a change is the next look: whoever wrote several files is done by then. */
const settleMs = 500;
/** A folder that is being replaced cannot be read for a moment. */
const failuresToTell = 5;

/** The rules at `files`, loaded once; `problems` when they do not load. Rejects when they cannot be read. */
export async function openLiveRules(
  files: RuleFiles,
  load: LoadRules,
): Promise<{ live: LiveRules } | { problems: RuleProblem[] }> {
  // Before the files: what changes while they are read is then seen as a change.
  const signature = await files.signature();
  const loaded = await load(await files.read());
  if ('problems' in loaded) return loaded;
  return { live: createLiveRules(files, load, { rules: loaded.rules, signature }) };
}

type Telling = (context: OpsContext) => Promise<void>;

interface State {
  files: RuleFiles;
  load: LoadRules;
  rules: RuleSet;
  /** Of the files that were taken over, or found broken, last. */
  applied: string;
  /** Of the look before. */
  seen: string;
  isBroken: boolean;
  /** Looks in a row that failed. */
  failures: number;
  /** Kept until it worked: the store may be away in this moment. */
  untold: Telling | undefined;
}

function createLiveRules(files: RuleFiles, load: LoadRules, first: { rules: RuleSet; signature: string }): LiveRules {
  const { rules, signature } = first;
  // A trouble of before this start is over.
  const untold: Telling = (context) => tellMendedRules(context, files.place);
  const state: State = {
    files,
    load,
    rules,
    applied: signature,
    seen: signature,
    isBroken: false,
    failures: 0,
    untold,
  };
  return {
    current: () => state.rules,
    look: (context) => look(state, context),
    async follow(context, signal) {
      while (!signal.aborted) {
        const isChanging = await look(state, context);
        await wait(isChanging ? settleMs : files.lookEveryMs, undefined, { signal }).catch(() => undefined);
      }
    },
  };
}

async function look(state: State, context: OpsContext): Promise<boolean> {
  const { place } = state.files;
  try {
    const isChanging = await lookAtFiles(state, context);
    if (state.failures >= failuresToTell && !state.isBroken) state.untold ??= (to) => tellMendedRules(to, place);
    state.failures = 0;
    await tell(state, context);
    return isChanging;
  } catch (err) {
    state.failures += 1;
    context.log.warn({ err, place }, 'the rules cannot be looked at, those before stay in force');
    if (state.failures === failuresToTell) state.untold = (to) => tellUnreadableRules(to, { place, err });
    await tell(state, context).catch(() => undefined);
    return false;
  }
}

async function lookAtFiles(state: State, context: OpsContext): Promise<boolean> {
  const signature = await state.files.signature();
  const rests = signature === state.seen;
  state.seen = signature;
  if (signature === state.applied || !rests) return signature !== state.applied;
  const read = await state.files.read();
  // Else what was read may be half of the old and half of the new.
  if ((await state.files.signature()) !== signature) return true;
  takeOver(state, context, { loaded: await state.load(read), signature });
  return false;
}

function takeOver(
  state: State,
  { log }: OpsContext,
  { loaded, signature }: { loaded: Loaded; signature: string },
): void {
  const { place } = state.files;
  state.applied = signature;
  state.isBroken = 'problems' in loaded;
  if ('problems' in loaded) {
    const { problems } = loaded;
    state.untold = (context) => tellBrokenRules(context, { place, problems, signature });
    return;
  }
  const isNews = loaded.rules.version !== state.rules.version;
  state.rules = loaded.rules;
  const { version, rules } = loaded.rules;
  if (isNews) log.info({ place, version, rules: rules.length }, 'rules reloaded');
  state.untold = (context) => tellMendedRules(context, place);
}

async function tell(state: State, context: OpsContext): Promise<void> {
  const telling = state.untold;
  await telling?.(context);
  if (state.untold === telling) state.untold = undefined;
}
