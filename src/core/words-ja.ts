import { byClock } from './timeline.ts';
import type { Undone } from './undo-action.ts';
import type { Words } from './words.ts';

const byClockBecause = {
  no_acknowledgement: '確認されない',
  no_answer: '本人から回答がない',
  denial: '本人が自分の操作ではないと回答した',
};

export const ja: Words = {
  severity: { critical: '緊急', high: '高', medium: '中', low: '低', none: '対応不要' },
  status: { open: '未対応', acknowledged: '確認済み', snoozed: 'スヌーズ中', closed: 'クローズ' },
  reason: {
    fixed: '修正済み',
    deleted: '削除済み',
    false_positive: '誤検知',
    accepted_risk: 'リスク受容',
    duplicate: '重複',
    expected: '想定内',
    expired: '期限切れ',
  },
  happened(entry, pen) {
    const by = pen.actor(entry.by);
    const why = entry.why === undefined ? '' : `：${pen.text(entry.why)}`;
    switch (entry.what) {
      case 'opened':
        return `${by} が重大度「${ja.severity[entry.severity]}」で起票`;
      case 'worse':
        return `悪化：${ja.severity[entry.from]} → ${ja.severity[entry.to]}（${by}）`;
      case 'reopened':
        return `${by} が重大度「${ja.severity[entry.severity]}」で再オープン（前回：${ja.reason[entry.after]}）${why}`;
      case 'acknowledged':
        return `${by} が確認${why}`;
      case 'unacknowledged':
        return byClock(entry) ? '対応継続の回答がないため未対応に戻しました' : `${by} が確認を取り消し${why}`;
      case 'snoozed':
        return `${by} が ${pen.moment(entry.until)} までスヌーズ${why}`;
      case 'woke':
        return `${entry.silence === true ? '抑止' : 'スヌーズ'}終了（${by}）${why}`;
      case 'escalated':
        return byClock(entry)
          ? `${byClockBecause[entry.after ?? 'no_acknowledgement']}ため ${pen.text(entry.to)} へエスカレーション`
          : `${by} が ${pen.text(entry.to)} へエスカレーション${why}`;
      case 'person_asked':
        return `${by} が ${pen.text(entry.to)} さんに本人の操作か確認（期限 ${pen.moment(entry.until)}）${why}`;
      case 'person_answered':
        return entry.wasMe ? `${by} が自分の操作と回答${why}` : `${by} が自分の操作ではないと回答${why}`;
      case 'reminded':
        return 'リマインドを送信';
      case 'asked':
        return '対応を続けているか確認';
      case 'still_working':
        return `${by} が対応を継続`;
      case 'assigned':
        return entry.to === undefined ? `${by} が担当者を解除` : `${by} が ${pen.actor(entry.to)} を担当者に設定`;
      case 'severity_set':
        return `${by} が重大度を変更：${ja.severity[entry.from]} → ${ja.severity[entry.to]}${why}`;
      case 'commented':
        return `${by}${why}`;
      case 'undone':
        return `${by} が${undone[entry.did]}を取り消し`;
      case 'closed': {
        const until = entry.acceptedUntil === undefined ? '' : `、${pen.moment(entry.acceptedUntil)} まで受容`;
        return `${by} がクローズ：${ja.reason[entry.reason]}${until}${entry.why === undefined ? '' : `（${pen.text(entry.why)}）`}`;
      }
    }
  },
};

const undone: Record<Undone, string> = {
  acknowledged: '確認',
  closed: 'クローズ',
  snoozed: 'スヌーズ',
  assigned: '担当者の設定',
  severity_set: '重大度の変更',
};
