import type { Mirror } from '#core/mirror.ts';
import { connectGithub } from '#mirrors/github/connect-github.ts';
import { createGithubMirror } from '#mirrors/github/github-mirror.ts';
import { createPagerdutyMirror } from '#mirrors/pagerduty/pagerduty-mirror.ts';
import { createSlackMirror } from '#slack/create-slack-mirror.ts';
import { openStore, type Store } from '#store/open-store.ts';
import { type Makers, startApp } from '../../src/app.ts';
import { readConfig, readEnvironment } from '../../src/config.ts';
import { createLog } from '../../src/create-log.ts';
import { deadlyStore } from './deadly-store.ts';
import { innerSteps } from './inner-steps.ts';

/** What `irene-that-dies.ts` is told in its one argument, as JSON. */
export interface Fate {
  /** Name of an inner step; absent = she lives until somebody else kills her. */
  step?: string;
  nth: number;
}

/**
 * Irene as she is, in haste: her mirrors keep no distance between two calls and an unfinished message comes again after
 * 3 s, so that a kill hits her in the middle of work and not in a pause.
 */
const { step: name, nth } = JSON.parse(process.argv[2] ?? '') as Fate;
const step = innerSteps.find((one) => one.name === name);
if (step === undefined && name !== undefined) throw new Error(`there is no step "${name}"`);

const config = readConfig(readEnvironment());
const app = await startApp(config, createLog(config.logLevel), {
  async openStore(settings, options) {
    const store = hasty(await openStore(settings, options));
    return step === undefined ? store : deadlyStore(store, step, nth);
  },
  createMirrors: (...given) => createHastyMirrors(...given),
});
process.once('SIGTERM', () => void app.stop());
void app.broken.then((err) => {
  throw err;
});

function hasty(store: Store): Store {
  const { queue } = store;
  return {
    ...store,
    queue: {
      ...queue,
      receive: async (max, seconds, signal) => {
        const messages = await queue.receive(max, seconds, signal);
        for (const message of messages) await queue.extend(message, 3);
        return messages;
      },
    },
  };
}

function createHastyMirrors({ locale, github, pagerduty }: Parameters<Makers['createMirrors']>[0], ...rest: Rest) {
  const [slack, log] = rest;
  const mirrors: Mirror[] = [createSlackMirror({ client: slack.poster, locale, log })];
  if (github !== undefined)
    mirrors.push(createGithubMirror({ octokit: connectGithub({ ...github, throttle: false }), locale, log }));
  if (pagerduty !== undefined) mirrors.push(createPagerdutyMirror({ ...pagerduty, locale, log }));
  return mirrors.map((mirror): Mirror => ({ ...mirror, pace: [{ burst: 1000, everyMs: 1 }] }));
}

type Rest = Parameters<Makers['createMirrors']> extends [unknown, ...infer Others] ? Others : never;
