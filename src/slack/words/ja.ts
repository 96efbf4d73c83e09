import { doctorJa } from './doctor-ja.ts';
import { questionJa } from './question-ja.ts';
import { opsJa } from './ops-ja.ts';
import { ordersJa } from './orders-ja.ts';
import type { Refusal } from '#core/case-action.ts';
import { bulkJa } from './bulk-ja.ts';
import { bulletinJa } from './bulletin-ja.ts';
import { homeJa } from './home-ja.ts';
import { remindJa } from './remind-ja.ts';
import { searchJa } from './search-ja.ts';
import { workJa } from './work-ja.ts';
import type { SlackTexts } from './slack-words.ts';

export const ja: SlackTexts = {
  actor(actor) {
    if (actor.kind === 'person') return actor.name;
    return actor.kind === 'rule' ? `ルール ${actor.id}` : actor.id;
  },
  card: {
    firstSeen: (at) => `初回検知 ${at}`,
    more: (count) => `他 ${count} 件はスレッドに`,
    resource: 'リソース',
    open: (since) => `*未確認* （${since} から）`,
    escalated: (to, by) => `${by} が ${to} へエスカレーション済み`,
    acknowledged: (by, at) => `*確認済み* （${by}、${at}）`,
    snoozed: (until, by) => `*スヌーズ中* （${until} まで、${by}）`,
    closed: (reason, by, at) => `*クローズ* ：${reason}（${by}、${at}）`,
    because: (why) => `：${why}`,
    acceptedUntil: (at) => `${at} まで受容`,
    silenced: (until, rule) => `ルール ${rule} により ${until} まで抑止`,
    runbook: '対応手順',
    next: {
      pages: '確認されるまで PagerDuty が呼び出します',
      waits: '確認されるまでここで待機します',
      worse_reopens: '悪化するまで通知しません',
      wakes_early: '悪化した場合は途中で解除します',
      stays_quiet: '悪化しても期限まで通知しません',
      again_reopens: '再検知で再オープンします',
      worse_only: '悪化した場合のみ再オープンします',
      stays_closed: '人が再オープンするまでクローズのままです',
    },
  },
  evidence: {
    heading: '詳細',
    decides: { identity: '同一性', severity: '重大度', silence: '抑止', route: '通知先' },
    fields: {
      type: '種別',
      resource: 'リソース',
      project: 'プロジェクト',
      account: 'アカウント',
      region: 'リージョン',
      seen: '最終検知',
    },
  },
  remind: remindJa,
  work: workJa,
  bulk: bulkJa,
  bulletins: bulletinJa,
  home: homeJa,
  why: {
    heading: (severity) => `重大度「${severity}」の理由`,
    cut: '表示しきれない判断があります。',
  },
  search: searchJa,
  storm: {
    title: (count) => `大量発生：他 ${count} 件のケース`,
    on: (since) => `${since} から、新しいケースが多く一件ずつ表示できません`,
    over: (since, until) => `*終了しました* （${since} から ${until} まで）`,
    about: 'どれも通常のケースで、一覧から対応できます。悪化、誰かの対応、または終了後の再検知で個別のカードになります',
  },
  buttons: {
    acknowledge: '確認',
    unacknowledge: '確認を取り消す',
    wake: 'スヌーズ解除',
    reopen: '再オープン',
    snooze: 'スヌーズ…',
    escalate: 'エスカレーション…',
    close: 'クローズ…',
    openIn: (place) => `${place} で開く`,
    openFinding: '検知結果を開く',
    openResource: 'リソースを開く',
    show: '表示',
    next: '次のページ',
    first: '最初のページ',
  },
  modal: {
    cancel: 'キャンセル',
    why: '理由',
    snooze: {
      title: 'スヌーズ',
      submit: 'スヌーズする',
      length: '期間',
      lengths: {
        '30m': '30 分',
        '1h': '1 時間',
        '4h': '4 時間',
        tomorrow: '明日 09:00 まで',
        monday: '月曜日 09:00 まで',
        '1w': '1 週間',
        date: '下で指定した日時まで',
      },
      until: '日時を指定（上の期間より優先）',
      wake: '悪化した場合は途中で解除する',
    },
    escalate: {
      title: 'エスカレーション',
      submit: '今すぐ呼び出す',
      to: '宛先',
      onCall: '当番',
      message: 'メッセージ',
      warning: '重大度にかかわらず、すぐに呼び出します。',
    },
    question: {
      title: '本人に確認',
      submit: '確認を送る',
      who: '操作したと思われる人',
      length: '回答の期限',
      message: 'メッセージ',
    },
    close: {
      title: 'クローズ',
      submit: 'クローズする',
      reason: '理由',
      reasons: {
        fixed: '問題を修正した。再検知で再オープンします。',
        deleted: 'リソースはもう存在しない。再検知で再オープンします。',
        false_positive: '問題はなかった。悪化した場合のみ再オープンします。',
        accepted_risk: '終了日までリスクを受容する。',
        duplicate: '同じ問題を別のケースで扱っている。',
        expected: 'テストなど予定された動作。悪化した場合のみ再オープンします。',
      },
      comment: 'コメント',
      until: '終了日',
      untilHint: 'リスク受容では必須、誤検知と想定内では任意です。終了日を過ぎて再検知すると再オープンします。',
    },
  },
  problems: {
    pickDate: '日時を指定してください。',
    past: '過去の日時です。',
    needsEnd: 'リスク受容には終了日が必要です。',
    endDoesNotFit: '終了日を指定できるのは、リスク受容・誤検知・想定内だけです。',
  },
  answers: {
    refused: (refusal, by, ago) => refusals[refusal.because](by, ago),
    ago: (ms) => agoText(ms),
    unknownCase: (id) => `${id} というケースはありません。`,
    manyCases: (prefix) => `${prefix} で始まるケースが複数あります。もう少し長く入力してください：`,
    oldButton: 'これは古いカードのボタンです。現在のカードはこちらです：',
    unknownButton: 'これは古いカードのボタンで、もう使えません。',
    notDone: '実行できませんでした。もう一度お試しください。',
    unknownCommand: (typed) => `${typed} というコマンドはありません。`,
    missing: (form) => `入力が足りません。正しい形式：${form}`,
    tooLong: '検索文が長すぎます（500 文字まで）。',
    shownIn: (links) => `表示先：${links}`,
    lastSeen: (at) => `最終検知 ${at}`,
  },
  doctor: doctorJa,
  ops: opsJa,
  orders: ordersJa,
  question: questionJa,
  commands: {
    heading: 'Irene のコマンド',
    everyHelp:
      '返答はあなただけに表示されます。チャンネルに表示するには `--here` を付けてください。どのコマンドも `help` で説明を表示します。',
    search: {
      form: '/irene search 検索文',
      about: '語と項目でケースを検索します（例： `severity>=high is:unacked project:web opened<2h "brute force"` ）',
    },
    show: { form: '/irene show ケース', about: 'ケースをボタン付きで表示します（ID は先頭だけでも可）' },
    why: {
      form: '/irene why ケース',
      about: 'ケースを判断したルールと、その場所、一致した値を表示します',
    },
    silence: { form: '/irene silence [検索式]', about: '該当するアラートを期限まで抑止（プレビュー付き）' },
    silences: { form: '/irene silences', about: '抑止の一覧（期間と理由）' },
    subscribe: { form: '/irene subscribe [検索式]', about: '該当するケースをこのチャンネルにも表示' },
    unsubscribe: { form: '/irene unsubscribe', about: '購読をやめる' },
    subscriptions: { form: '/irene subscriptions [all]', about: 'このチャンネル（all で全体）の購読一覧' },
    stats: {
      form: '/irene stats [7d] [プロジェクト]',
      about: '起票数・クローズ数・対応時間・最も多いルールを表示します（最大 90d）',
    },
    ...workJa.commands,
    ...opsJa.commands,
    help: { form: '/irene help', about: 'この一覧を表示します' },
  },
};

const refusals: Record<Refusal['because'], (by: string, ago: string) => string> = {
  not_asked: () => 'このケースについて、あなたへの確認はもうありません。',
  already: (by, ago) => `${by} が確認済みです（${ago}）。`,
  closed: (by, ago) => `実行できません：${by} がクローズ済みです（${ago}）。先に再オープンしてください。`,
  not_closed: (by, ago) => `実行できません：このケースはクローズされていません（${by}、${ago}）。`,
  not_acknowledged: (by, ago) => `実行できません：このケースはもう確認済みではありません（${by}、${ago}）。`,
  not_snoozed: (by, ago) => `実行できません：このケースはもうスヌーズ中ではありません（${by}、${ago}）。`,
  in_the_past: () => '実行できません：過去の日時です。',
  end_date_missing: () => '実行できません：リスク受容には終了日が必要です。',
  already_assigned: () => workJa.refusals.already_assigned,
  same_severity: () => workJa.refusals.same_severity,
  why_missing: () => workJa.refusals.why_missing,
  changed_since: () => workJa.refusals.changed_since,
  too_late: () => workJa.refusals.too_late,
};

function agoText(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return 'たった今';
  if (minutes < 60) return `${minutes} 分前`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} 時間前`;
  return `${Math.floor(minutes / 1440)} 日前`;
}
