import { expect, it } from 'vitest';
import { clockSkew, type ClockSample } from '#core/clock-skew.ts';
import { connectSlack } from '#slack/connect-slack.ts';
import { silentLog } from '#test/silent-log.ts';
import { aSlack } from './a-slack.ts';

it('every answer of Slack tells what time it is there, also one that refuses', async () => {
  const { botToken, appToken, apiUrl } = (await aSlack()).sandbox;
  const samples: ClockSample[] = [];
  const onAnswer = (sample: ClockSample): void => void samples.push(sample);
  const { poster, answerer } = connectSlack({ botToken, appToken, apiUrl, log: silentLog(), onAnswer });
  await poster.auth.test();
  await answerer.chat.postMessage({ channel: 'C0NOWHERE', text: 'x' }).catch(() => {});
  expect(samples).toHaveLength(2);
  expect(samples.map(clockSkew)).toEqual([0, 0]);
});
