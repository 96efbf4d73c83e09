import type { WorkTexts } from './work-words.ts';

export const workJa: WorkTexts = {
  assigned: (to) => `担当 ${to}`,
  ratedBy: (by) => `重大度は ${by} が設定`,
  menu: {
    assign: '担当者を設定…',
    severity: '重大度を変更…',
    question: '本人に確認…',
    silence: '抑止…',
    why: '判断の理由',
    similar: '類似のケース',
  },
  done: {
    acknowledge: '確認しました',
    unacknowledge: '確認を取り消しました',
    snooze: 'スヌーズしました',
    wake: 'スヌーズを解除しました',
    escalate: 'エスカレーションしました',
    close: 'クローズしました',
    reopen: '再オープンしました',
    assign: '担当者を変更しました',
    set_severity: '重大度を変更しました',
    comment: 'スレッドに記録しました',
  },
  undo: '元に戻す',
  undoHint: '30 秒以内なら元に戻せます',
  takenBack: {
    acknowledged: '確認を取り消しました。',
    closed: 'クローズを取り消しました。',
    snoozed: 'スヌーズを取り消しました。',
    assigned: '担当者の設定を取り消しました。',
    severity_set: '重大度の変更を取り消しました。',
  },
  notYours: '元に戻せるのは操作した本人だけです。',
  refusals: {
    already_assigned: '変更はありません：すでにそのとおりです。',
    same_severity: '変更はありません：すでにこの重大度に設定されています。',
    why_missing: '実行できません：理由を入力してください。',
    changed_since: '元に戻せません：その後ケースに変更がありました。',
    too_late: '元に戻せません：30 秒を過ぎました。カードのボタンを使ってください。',
  },
  modal: {
    assign: {
      title: '担当者の設定',
      submit: '設定する',
      who: '担当者',
      whos: { me: '自分', other: '下で選んだ人', nobody: 'なし' },
      person: 'この人を担当者にする（上の選択より優先）',
    },
    severity: {
      title: '重大度の変更',
      submit: '変更する',
      severity: '重大度',
      why: '理由',
      hint: 'クローズされるまで、ルールより優先されます。',
    },
  },
  problems: {
    pickPerson: '担当者を選んでください。',
    needsWhy: '理由を入力してください。',
    noReason: (typed) =>
      `ケースの次：${typed} という理由はありません。fixed・deleted・false_positive・accepted_risk・duplicate・expected のいずれかです。`,
    noLength: (typed) =>
      `ケースの次：${typed} は期間として読めません。30m、2h、3d、1w、tomorrow、曜日（monday など）、または 2026-12-01 09:00 のような日時です。`,
    noDate: (typed) => `${typed} は日付として読めません。2026-12-31 のように入力してください。`,
    noSeverity: (typed) =>
      `ケースの次：${typed} という重大度はありません。critical・high・medium・low・none のいずれかです。`,
    noPerson: (typed) => `ケースの次：${typed} という人は見つかりません。@名前、me、nobody のいずれかです。`,
    noDay: (typed) => `${typed} は存在しない日時です。`,
    past: (typed) => `${typed} は過去の日時です。`,
    missing: {
      reason: 'ケースの次に理由がありません。',
      length: 'ケースの次に期間がありません。',
      person: 'ケースの次に担当者がありません。',
      severity: 'ケースの次に重大度がありません。',
      why: '最後に理由がありません。',
      text: 'ケースの次に本文がありません。',
      end: 'accepted_risk の次に終了日がありません。',
    },
    endDoesNotFit: (reason) =>
      `${reason} に終了日は指定できません。指定できるのは accepted_risk・false_positive・expected だけです。`,
    linkHasNoCase: 'このリンクは Irene が読めるケースのカードではありません。',
    right: (form, example) => `正しい形式：${form}　例：${example}`,
  },
  commands: {
    ack: { form: '/irene ack ケース', about: 'ケースを確認済みにします', example: (id) => `/irene ack ${id}` },
    unack: {
      form: '/irene unack ケース',
      about: '確認を取り消します',
      example: (id) => `/irene unack ${id}`,
    },
    close: {
      form: '/irene close ケース 理由 [終了日] [コメント]',
      about: 'クローズします（fixed・deleted・false_positive・accepted_risk・duplicate・expected）',
      example: (id) => `/irene close ${id} accepted_risk 2030-12-31 春に修正予定`,
    },
    reopen: {
      form: '/irene reopen ケース [理由]',
      about: 'クローズしたケースを再オープンします',
      example: (id) => `/irene reopen ${id} まだ残っています`,
    },
    snooze: {
      form: '/irene snooze ケース 期間 [理由]',
      about: '30m・2h・3d・tomorrow・monday・日時まで通知を止めます',
      example: (id) => `/irene snooze ${id} 2h メンテナンス中`,
    },
    escalate: {
      form: '/irene escalate ケース [メッセージ]',
      about: '重大度にかかわらず、すぐに呼び出します',
      example: (id) => `/irene escalate ${id} データベースが公開されています`,
    },
    assign: {
      form: '/irene assign ケース @担当者|me|nobody',
      about: '担当者を設定します',
      example: (id) => `/irene assign ${id} me`,
    },
    severity: {
      form: '/irene severity ケース 重大度 理由',
      about: '重大度を設定します（クローズまでルールより優先）',
      example: (id) => `/irene severity ${id} high 顧客データがあります`,
    },
    note: {
      form: '/irene note ケース 本文',
      about: 'ケースの履歴にメモを残します',
      example: (id) => `/irene note ${id} Web チームに確認中`,
    },
  },
  permissions: {
    names: {
      acknowledge: '確認',
      snooze: 'スヌーズ',
      escalate: 'エスカレーション',
      close: 'クローズ',
      reopen: '再オープン',
      assign: '担当者の設定',
      severity: '重大度の変更',
      silence: '抑止',
      bulk: '一括操作',
      replay: 'ファイルの再読み込み',
      dead: '処理できなかったファイルの操作',
    },
    refused: (what, who) => `実行できません：${what}ができるのは ${who} だけです。該当する人に依頼してください。`,
    unknown: (what, who, why) =>
      `実行できません：${what}ができるのは ${who} だけですが、Slack にメンバーを確認できませんでした（${why}）。もう一度お試しください。`,
  },
};
