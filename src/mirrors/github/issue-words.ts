import type { TraceStep } from '#core/case.ts';
import type { Locale } from '#core/words.ts';

/** The words that only issues need. All are plain Markdown. */
export interface IssueWords {
  severity: string;
  status: string;
  project: string;
  account: string;
  resource: string;
  type: string;
  sources: string;
  firstSeen: string;
  lastSeen: string;
  count: string;
  escalated: string;
  assignee: string;
  until: string;
  why: string;
  /** What each step of the trace decides. */
  decides: Record<TraceStep['decides'], string>;
  runbook: string;
  notice: string;
  cut: string;
  openAgain: string;
  replaces(label: string): string;
  earlier(count: number): string;
}

const en: IssueWords = {
  severity: 'Severity',
  status: 'Status',
  project: 'Project',
  account: 'Account',
  resource: 'Resource',
  type: 'Type',
  sources: 'Sources',
  firstSeen: 'First seen',
  lastSeen: 'Last seen',
  count: 'Count',
  escalated: 'Escalated to',
  assignee: 'Assigned to',
  until: 'until',
  why: 'Why',
  decides: { identity: 'Identity', severity: 'Severity', silence: 'Silence', route: 'Route' },
  runbook: 'Runbook',
  notice: 'Irene keeps the part above up to date. What you write below this line stays as it is.',
  cut: 'There is more than fits in here.',
  openAgain: 'The case is not closed, so this issue is open again.',
  replaces: (label) => `This issue replaces ${label}, which was deleted.`,
  earlier: (count) => `${count} earlier changes are not listed.`,
};

const ja: IssueWords = {
  severity: '重大度',
  status: '状態',
  project: 'プロジェクト',
  account: 'アカウント',
  resource: 'リソース',
  type: '種別',
  sources: '検知元',
  firstSeen: '初回検知',
  lastSeen: '最終検知',
  count: '件数',
  escalated: 'エスカレーション先',
  assignee: '担当者',
  until: '期限',
  why: '判断の理由',
  decides: { identity: '同一性', severity: '重大度', silence: '抑止', route: '通知先' },
  runbook: '対応手順',
  notice: 'この線より上は Irene が更新します。下に書いた内容はそのまま残ります。',
  cut: '長いため一部を省略しました。',
  openAgain: 'ケースはクローズされていないため、この Issue を再オープンしました。',
  replaces: (label) => `この Issue は削除された ${label} の代わりです。`,
  earlier: (count) => `これ以前の ${count} 件の変更は省略しました。`,
};

export function issueWordsOf(locale: Locale): IssueWords {
  return locale === 'ja' ? ja : en;
}
