import type { BulletinTexts } from './bulletin-words.ts';

export const bulletinJa: BulletinTexts = {
  digest: {
    title: '☀️ 今朝の対応状況',
    open: (counts) => `*対応中* ：${counts}`,
    none: 'このチャンネルに未完了のケースはありません',
    unacknowledged: (count) => `未確認 *${count} 件*`,
    fresh: (count) => `昨日からの新規 *${count} 件*`,
    oldest: '*確認を待っているケース*',
    ending: '*まもなく期限*',
    ends: {
      snooze: (at) => `スヌーズは ${at} まで`,
      silence: (at) => `抑止は ${at} まで`,
      acceptance: (at) => `リスク受容は ${at} まで`,
    },
  },
  numbers: {
    title: (project, days) => `📊 ${project}：直近 ${days} 日間`,
    none: (days) => `直近 ${days} 日間に起票・クローズされたケースはありません。`,
    opened: (count, reopened) => `*起票* ${count} 件（再オープン ${reopened} 件）`,
    closed: (count, byRule) => `*クローズ* ${count} 件（うちルールによるもの ${byRule} 件）`,
    acknowledge: (median, p90) => `*確認まで* 中央値 ${median}、90 % は ${p90} 以内`,
    close: (median, p90) => `*クローズまで* 中央値 ${median}、90 % は ${p90} 以内`,
    noisiest: (rule, count) => `*最も多いルール* ${rule}（${count} 件）`,
    legend: '🟧 起票 · 🟩 クローズ（日別）',
    picture: (days) => `日別の起票数とクローズ数の棒グラフ。${days}`,
    length: (ms) => lengthText(ms),
  },
};

function lengthText(ms: number): string {
  if (ms < 90_000) return `${Math.round(ms / 1000)} 秒`;
  if (ms < 5_400_000) return `${Math.round(ms / 60_000)} 分`;
  return ms < 172_800_000 ? `${(ms / 3_600_000).toFixed(1)} 時間` : `${(ms / 86_400_000).toFixed(1)} 日`;
}
