import type { DoctorWords } from './doctor-words.ts';

export const doctorJa: DoctorWords = {
  heading: 'Irene のテスト用カードです。問題が起きたわけではありません。ボタンを押して、操作が届くか確かめてください。',
  press: '届きました',
  clicked: (by) => `${by} さんがボタンを押し、このカードが更新されました。`,
  proven: (by, came, changed) =>
    `${by} さんがボタンを押しました。Irene への到達まで ${came} ms、カードの更新まで ${changed} ms。このメッセージは削除してかまいません。`,
};
