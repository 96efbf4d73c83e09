import type { BulletinTexts } from './bulletin-words.ts';

export const bulletinEn: BulletinTexts = {
  digest: {
    title: '☀️ Open this morning',
    open: (counts) => `*Open*: ${counts}`,
    none: 'Nothing is open here',
    unacknowledged: (count) => `*${count}* not acknowledged`,
    fresh: (count) => `*${count}* new since yesterday`,
    oldest: '*Waiting for somebody*',
    ending: '*Ends soon*',
    ends: {
      snooze: (at) => `the snooze ends ${at}`,
      silence: (at) => `the silence ends ${at}`,
      acceptance: (at) => `the risk is accepted until ${at}`,
    },
  },
  numbers: {
    title: (project, days) => `📊 ${project}: the last ${days} days`,
    none: (days) => `No case was opened or closed in the last ${days} days.`,
    opened: (count, reopened) => `*Opened* ${count}, and ${reopened} reopened`,
    closed: (count, byRule) => `*Closed* ${count}, ${byRule} of them by rule`,
    acknowledge: (median, p90) => `*Time to acknowledge* ${median} (median), ${p90} (90 %)`,
    close: (median, p90) => `*Time to close* ${median} (median), ${p90} (90 %)`,
    noisiest: (rule, count) => `*Noisiest* ${rule} (×${count})`,
    legend: '🟧 opened · 🟩 closed, by day',
    picture: (days) => `Bars of opened and closed cases by day. ${days}`,
    length: (ms) => lengthText(ms),
  },
};

function lengthText(ms: number): string {
  if (ms < 90_000) return `${Math.round(ms / 1000)} s`;
  if (ms < 5_400_000) return `${Math.round(ms / 60_000)} min`;
  return ms < 172_800_000 ? `${(ms / 3_600_000).toFixed(1)} h` : `${(ms / 86_400_000).toFixed(1)} days`;
}
