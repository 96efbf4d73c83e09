import { lengthText } from '#core/length-text.ts';
import type { Deed } from '#pipeline/deeds.ts';
import type { Status } from '#pipeline/read-status.ts';
import type { SourceState } from '#pipeline/source-states.ts';
import { codeWithin, escapeWithin, slackMoment } from './mrkdwn.ts';
import type { SlackWords } from './words/slack-words.ts';

/** Accounts are many, and only those that are silent are of interest here. */
const mostSources = 40;
const mostLanes = 20;

/** What is wrong stands first in each part: an answer that is too long is cut at its end. */
export function statusLines(status: Status, version: { irene: string; rules: string }, words: SlackWords): string[] {
  const texts = words.ops.status;
  return [
    `${texts.heading} · ${texts.version(codeWithin(version.irene, 40), codeWithin(version.rules, 40))}`,
    ...troubleLines(status, words),
    ...accountLines(status, words),
    ...laneLines(status, words),
    ...jobLines(status, words),
    ...sourceLines(status, words),
    ...(status.deeds.length === 0 ? [] : [texts.deeds, ...status.deeds.map((deed) => `• ${deedText(deed, words)}`)]),
  ];
}

function troubleLines({ troubles }: Status, words: SlackWords): string[] {
  const texts = words.ops.status;
  if (troubles.length === 0) return [texts.noTroubles];
  const lines = troubles.map(
    ({ kind, about, since }) =>
      `• ${texts.trouble(codeWithin(kind, 40), escapeWithin(about, 200), slackMoment(since))}`,
  );
  return [texts.troubles, ...lines];
}

function accountLines({ account, hours, addsUp }: Status, words: SlackWords): string[] {
  const texts = words.ops.status;
  const keys = [...account.missing, ...account.miscounted, ...account.gone].slice(0, 3);
  const { waitingSince } = account;
  const since = waitingSince === undefined ? '' : ` (${texts.waitingSince(slackMoment(waitingSince))})`;
  return [
    `${texts.files(account, hours)}${since}`,
    texts.records(account),
    ...(addsUp ? [texts.addsUp] : [texts.addsNotUp(account), ...keys.map((key) => `• ${codeWithin(key, 300)}`)]),
    texts.dead(account.deadMessages),
  ];
}

function laneLines({ lanes }: Status, words: SlackWords): string[] {
  const texts = words.ops.status;
  const busy = lanes.filter(({ waiting }) => waiting > 0).toSorted((a, b) => b.waiting - a.waiting);
  if (busy.length === 0) return [`${texts.lanes}: ${texts.nothingWaits(lanes.length)}`];
  const lines = busy.slice(0, mostLanes).map(({ destination, waiting, oldest, reason }) => {
    const name = codeWithin(`${destination.mirror} ${destination.to}`, 150);
    const parts = [
      texts.lane(name, waiting),
      ...(oldest === undefined ? [] : [texts.since(slackMoment(oldest))]),
      ...(reason === undefined ? [] : [texts.failure(escapeWithin(reason, 300))]),
    ];
    return `• ${parts.join(' · ')}`;
  });
  return [texts.lanes, ...lines];
}

function jobLines({ jobs }: Status, words: SlackWords): string[] {
  const texts = words.ops.status;
  const bad = jobs.filter(({ failures, goodAt }) => failures > 0 || goodAt === undefined);
  const lines = bad.map(({ name, goodAt, failures, reason }) => {
    const at = goodAt === undefined ? undefined : slackMoment(goodAt);
    return `• ⚠️ ${texts.job(codeWithin(name, 60), at, failures, escapeWithin(reason ?? '', 300))}`;
  });
  return [texts.jobs(jobs.length - bad.length), ...lines];
}

/** Accounts that are as they should be are left out. */
function sourceLines({ sources }: Status, words: SlackWords): string[] {
  const texts = words.ops.status;
  const silent = sources.filter(({ isSilent }) => isSilent);
  const well = sources.filter(({ isSilent, arrivals }) => !isSilent && arrivals.account === undefined);
  const shown = [...silent, ...well].slice(0, mostSources);
  if (shown.length === 0) return [`${texts.sources}: ${texts.noSources}`];
  return [texts.sources, ...shown.map((source) => sourceLine(source, words))];
}

function sourceLine({ arrivals, patience, isSilent }: SourceState, words: SlackWords): string {
  const texts = words.ops.status;
  const { source, account, lastAt } = arrivals;
  const name = `${codeWithin(source, 80)}${account === undefined ? '' : ` ${codeWithin(account, 80)}`}`;
  const about =
    'never' in patience
      ? texts.never[patience.never]
      : isSilent
        ? texts.silent(lengthText(patience.afterMs), patience.by)
        : texts.maySleep(lengthText(patience.afterMs));
  return `• ${isSilent ? '⚠️ ' : ''}${texts.source(name, slackMoment(lastAt))} · ${about}`;
}

function deedText({ did, by, at, about, why }: Deed, words: SlackWords): string {
  const said = words.ops.did[did](escapeWithin(by.name, 80), slackMoment(at), codeWithin(about, 300));
  return why === undefined ? said : `${said}: ${escapeWithin(why, 200)}`;
}
