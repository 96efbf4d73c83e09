import type { RemindTexts } from './remind-words.ts';

export const remindJa: RemindTexts = {
  upcoming: {
    remind: (at) => `次のリマインド ${at}`,
    escalate: (at) => `${at} に当番を呼び出します`,
    ask: (at) => `${at} に対応状況を確認します`,
    reopen: (at) => `スレッドで回答がなければ ${at} に未対応へ戻ります`,
  },
  unacknowledged: (since) => `⏰ *リマインド* ：${since} から誰も確認していません`,
  stillOpen: (by, since) => `⏰ *リマインド* ：まだ完了していません（${by} が ${since} に確認）`,
  ask: (by, since) => `*対応を続けていますか？* ${by} が確認しましたが、${since} から動きがありません`,
  withoutAnswer: (at) => `回答がなければ ${at} に未対応へ戻ります`,
  still: 'はい、対応中です',
  answered: (by) => `${by} が対応を続けています。`,
};
