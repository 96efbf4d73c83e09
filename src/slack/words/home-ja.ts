import type { HomeTexts } from './home-words.ts';

export const homeJa: HomeTexts = {
  title: 'あなたのケース',
  refresh: '更新',
  mine: '*担当中*',
  noneMine: 'あなたが担当または確認したケースはありません。',
  waiting: (count) => `*参加チャンネルの未確認ケース* （${count} 件）`,
  noneWaiting: '参加チャンネルのケースはすべて確認済みです。',
  more: (count) => `他 ${count} 件`,
  ending: '*まもなく期限*',
  troubles: '*Irene 自身の問題*',
  noTroubles: 'Irene は正常です。処理できないファイル・遅延・届かないソースはありません。',
  since: (at) => `${at} から`,
  open: 'カードを開く',
  ackAll: (count) => `表示中の ${count} 件をすべて確認`,
  ackAllTitle: 'すべて確認しますか？',
  ackAllText: (count) => `この ${count} 件をあなたが確認した状態にします。当面リマインドは送られません。`,
  ackAllConfirm: '確認する',
  acked: (done, of) => `${of} 件中 ${done} 件を確認しました。`,
  empty: '🌤️ 対応が必要なケースはありません。',
  error: '現在ケースを読み込めません。もう一度お試しください。',
};
