import type { QuestionWords } from './question-words.ts';

export const questionJa: QuestionWords = {
  lengths: { '30m': '30 分', '1h': '1 時間', '4h': '4 時間', '24h': '24 時間' },
  heading: (by) => `*ご本人の操作ですか？* セキュリティチームの ${by} さんからの確認です。`,
  until: (at) => `${at} までに回答してください。回答がない場合や、ご本人の操作でない場合は、当番に連絡します。`,
  wasMe: 'はい、自分の操作です',
  wasNotMe: 'いいえ、違います',
  thanks: 'ありがとうございます。ご本人の操作であることをセキュリティチームに伝えました。',
  escalated: 'ありがとうございます。ご本人の操作ではないため、当番に連絡します。Slack をご確認ください。',
  notReached: (person) =>
    `${person} さんに Slack で連絡できませんでした。期限までに回答がなければエスカレーションします。`,
};
