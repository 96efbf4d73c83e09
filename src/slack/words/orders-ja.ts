import type { OrdersWords } from './orders-words.ts';

function casesText(total: number, isMore: boolean): string {
  return ` *${new Intl.NumberFormat('ja').format(total)}* 件${isMore ? 'を超える数' : ''}`;
}

export const ordersJa: OrdersWords = {
  unfit: {
    time: 'seen: と opened: は時間とともに変わるため、ここでは使えません。',
    work: '抑止の条件はアラートが届いた時点で判定します。status、assignee、count、is: はまだ決まっていないため使えません。',
    all: '対象を指定してください。このままではすべてのケースが対象になります。',
  },
  silence: {
    title: 'アラートの抑止',
    preview: 'プレビュー',
    create: '抑止を開始',
    back: '戻る',
    query: '抑止する対象',
    queryHint: '/irene search と同じ検索式です。例: type:"*SSH*" account:111122223333',
    until: '終了日時',
    reason: '理由',
    reasonMissing: '理由を入力してください。チャンネルの全員に表示されます。',
    badEnd: '1 年以内の未来の日時を選んでください。',
    wouldHide: (total, isMore) => `過去 90 日間では${casesText(total, isMore)}のケースが抑止の対象でした。`,
    wouldHideNone: '過去 90 日間に該当するケースは *ありません*。検索式を確認してください。',
    andMore: (count) => `ほか ${count} 件`,
    summary: (query, until, reason) => `${query} を ${until} まで抑止します。理由: ${reason}`,
    openOnes: '現在オープンのケースも同じ日時までスヌーズされ、深刻度が上がると復帰します。',
    given: (by, query, until, reason) => `🔕 ${by} さんが ${query} を ${until} まで抑止しました。理由: ${reason}`,
    snoozed: (count) => `オープンの ${count} 件をスヌーズしました。`,
    end: '抑止を終了',
    ended: (by, query) => `🔔 ${by} さんが ${query} の抑止を終了しました。`,
    over: (query) => `🔔 ${query} の抑止が終了しました。`,
    hid: (count) => `抑止したケースは ${count} 件です。`,
    hidNone: '抑止したケースはありません。',
    gone: 'この抑止はすでに終了しています。',
    notTold: (channel) =>
      `抑止は有効ですが、${channel} に参加していないため通知できませんでした。/invite @irene で招待してください。`,
    none: '現在、人が設定した抑止はありません。ルールによる抑止はルールフォルダーにあります。',
    list: '抑止の一覧（古い順）',
    row: ({ query, until, since, by, reason }) => `${query}\n${until} まで · ${since} に ${by} さんが設定 · ${reason}`,
  },
  subscription: {
    which: (query) => `このチャンネルに ${query} のケースを表示します。`,
    noProject:
      'このチャンネルはどのプロジェクトにも属していません。対象を指定してください。例: /irene subscribe severity>=high project:web',
    wouldShow: (total, isMore) => `過去 30 日間では${casesText(total, isMore)}が該当します。`,
    wouldShowNone: '過去 30 日間に該当するケースは *ありません*。',
    confirm: '購読する',
    notIn: 'このチャンネルに参加していません。先に /invite @irene で招待してください。',
    given: (by, query) => `📌 ${by} さんがこのチャンネルで ${query} を購読しました。`,
    none: 'このチャンネルの購読はありません。/irene subscribe で追加できます。',
    noneAnywhere: '購読しているチャンネルはありません。/irene subscribe で追加できます。',
    list: 'このチャンネルの購読',
    everywhere: 'すべてのチャンネルの購読',
    row: (query, channel, by, since) => `${query}\n${channel} · ${since} に ${by} さんが設定`,
    remove: '購読をやめる',
    removed: (query) => `このチャンネルへの ${query} の表示をやめました。表示済みのケースは残ります。`,
  },
};
