import type { Town } from '#sandbox/start-town.ts';
import { aFindingText } from '../a-town.ts';

/** What a person reads of a finding, and what a person says about it. */
interface Told {
  title: string;
  description: string;
  fact: [label: string, value: string];
  why: string;
}
type Kind = 'leak' | 'bucket' | 'port' | 'probe' | 'root' | 'trail';

const kinds = {
  leak: { severity: 'critical', type: 'secrets/deploy-key', resource: 'repo/web', kind: 'Repository' },
  bucket: { severity: 'high', type: 'storage/public-bucket', resource: 'web-uploads', kind: 'Bucket' },
  port: { severity: 'medium', type: 'network/open-port', resource: 'web-legacy', kind: 'Instance' },
  probe: { severity: 'low', type: 'network/port-probe', resource: 'web-edge-3', kind: 'Instance' },
  root: { severity: 'high', type: 'identity/root-login', resource: 'root', kind: 'User' },
  trail: { severity: 'medium', type: 'logging/trail-stopped', resource: 'trail-main', kind: 'Trail' },
} as const;

/** The same six findings in both languages. */
export const findings: Record<'en' | 'ja', Record<Kind, Told>> = {
  en: {
    leak: {
      title: 'A deploy key is in a public gist',
      description: 'A scan of public gists found the private half of a deploy key of this repository.',
      fact: ['Found in', 'gist.example.com/7f3a'],
      why: 'the key is being replaced',
    },
    bucket: {
      title: 'A bucket can be read by everybody',
      description: 'The policy of the bucket gives s3:GetObject to everybody.',
      fact: ['Granted to', '*'],
      why: 'the team moves the pictures first',
    },
    port: {
      title: 'SSH is open to the internet',
      description: 'A firewall rule lets every address reach port 22.',
      fact: ['Open to', '0.0.0.0/0'],
      why: 'behind a bastion host, to be switched off in winter',
    },
    probe: {
      title: 'An unprotected port is being probed',
      description: 'A known scanner tries the ports of this instance.',
      fact: ['Scanner', '198.51.100.7'],
      why: 'penetration test of this week',
    },
    root: {
      title: 'The root user signed in',
      description: 'Somebody signed in to the console as root without MFA.',
      fact: ['Address', '203.0.113.9'],
      why: 'asked the owner',
    },
    trail: {
      title: 'An audit trail was stopped',
      description: 'StopLogging was called on the trail of the account.',
      fact: ['Called by', 'deploy-bot'],
      why: 'asked the owner',
    },
  },
  ja: {
    leak: {
      title: 'デプロイキーが公開 Gist に掲載されています',
      description: '公開 Gist の検査で、このリポジトリのデプロイキーの秘密鍵が見つかりました。',
      fact: ['発見場所', 'gist.example.com/7f3a'],
      why: '鍵を交換中です',
    },
    bucket: {
      title: 'バケットが誰でも読み取れる状態です',
      description: 'バケットのポリシーが s3:GetObject をすべての人に許可しています。',
      fact: ['許可の対象', '*'],
      why: '画像の移行が終わるまで待ちます',
    },
    port: {
      title: 'SSH がインターネットに公開されています',
      description: 'ファイアウォールのルールが、すべてのアドレスからポート 22 への接続を許可しています。',
      fact: ['公開範囲', '0.0.0.0/0'],
      why: '踏み台の内側にあり、冬に停止する予定です',
    },
    probe: {
      title: '保護されていないポートが探索されています',
      description: '既知のスキャナーがこのインスタンスのポートを調べています。',
      fact: ['スキャナー', '198.51.100.7'],
      why: '今週の侵入テストによるものです',
    },
    root: {
      title: 'ルートユーザーがサインインしました',
      description: 'MFA なしでルートユーザーがコンソールにサインインしました。',
      fact: ['アドレス', '203.0.113.9'],
      why: '所有者に確認しました',
    },
    trail: {
      title: '監査証跡が停止されました',
      description: 'アカウントの証跡で StopLogging が呼び出されました。',
      fact: ['実行者', 'deploy-bot'],
      why: '所有者に確認しました',
    },
  },
};

/** Puts one of them into the inbox of the town, as found just now. */
export async function dropFinding(town: Town, locale: 'en' | 'ja', kind: Kind): Promise<void> {
  const { title, description, fact } = findings[locale][kind];
  const { severity, type, resource, kind: resourceType } = kinds[kind];
  const text = aFindingText({
    id: `${kind}-1`,
    type,
    title,
    description,
    severity,
    resource: { id: resource, type: resourceType, name: resource },
    at: new Date().toISOString(),
    facts: { [fact[0]]: fact[1] },
  });
  await town.drop(`${kind}.json`, text);
}
