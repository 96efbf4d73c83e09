import type { BulkResult } from '#pipeline/bulk-desk.ts';
import type { BulkDeed, BulkWords } from './bulk-words.ts';

const verbs = { acknowledge: '確認', close: 'クローズ', snooze: 'スヌーズ' } as const;

export const bulkJa: BulkWords = {
  all: { acknowledge: labelOf('acknowledge'), close: labelOf('close'), snooze: labelOf('snooze') },
  title: { acknowledge: 'まとめて確認', close: 'まとめてクローズ', snooze: 'まとめてスヌーズ' },
  submit: { acknowledge: submitOf('acknowledge'), close: submitOf('close'), snooze: submitOf('snooze') },
  about: (count, query) => `${query} に一致する *${count.toLocaleString('ja')} 件* のケース`,
  fixed: '対象は今見つかったケースだけです。この後に一致したケースには適用されません。',
  tooMany: (total, isMore, most) =>
    `この検索には ${total.toLocaleString('ja')} 件${isMore ? '以上' : ''}が一致します。一度に操作できるのは ${most} 件までです。検索条件を絞り込んでください。`,
  gone: '実行できません：ケースの一覧が古くなっています。もう一度検索してください。',
  done: (did, result) => `${share(result)}を${verbs[did]}しました${rest(reasons(result))}`,
  undone: (result) => `${share(result)}を元に戻しました${rest(reasons(result))}`,
  tooLate: '元に戻せません：30 秒を過ぎました。カードのボタンを使ってください。',
};

function labelOf(did: BulkDeed) {
  return (count: number | undefined): string =>
    count === undefined ? `すべて${verbs[did]}…` : `${count.toLocaleString('ja')} 件すべて${verbs[did]}…`;
}

function submitOf(did: BulkDeed) {
  return (count: number): string => `${count.toLocaleString('ja')} 件を${verbs[did]}`;
}

function share({ done, total }: BulkResult): string {
  return done === total ? `${total} 件` : `${total} 件中 ${done} 件`;
}

function reasons({ refused, gone, failed }: BulkResult): string[] {
  const { closed = 0, already = 0, changed_since: changed = 0, ...others } = refused;
  const other = Object.values(others).reduce((sum, count) => sum + count, 0);
  return [
    ...told(closed, 'すでにクローズ済み'),
    ...told(already, 'すでに確認済み'),
    ...told(changed, 'その後に変更あり'),
    ...told(other, '操作できない状態'),
    ...told(gone, 'すでに保存期間が終了'),
    ...told(failed, '処理できず。もう一度検索して実行してください'),
  ];
}

function told(count: number, text: string): string[] {
  return count === 0 ? [] : [`${count} 件は${text}`];
}

function rest(why: string[]): string {
  return why.length === 0 ? '。' : `（${why.join('、')}）。`;
}
