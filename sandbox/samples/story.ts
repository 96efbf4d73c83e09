import { setTimeout as wait } from 'node:timers/promises';

interface SampleFile {
  file: string;
  title: string;
  /** Seconds after the one before, when the demo tells its story. */
  after: number;
}

/** The samples in the order in which they tell their story (README.md). */
export const sampleFiles: SampleFile[] = [
  { file: 'guardduty-ssh-brute-force.jsonl', title: 'SSH brute force', after: 1 },
  { file: 'scc-open-firewall.json', title: 'Firewall opened', after: 2 },
  { file: 'guardduty-crypto-mining.jsonl', title: 'Crypto mining', after: 2 },
  { file: 'guardduty-envelope-tor-s3.json', title: 'S3 through Tor', after: 2 },
  { file: 'guardduty-ssh-brute-force-again.jsonl', title: 'SSH brute force, again', after: 2 },
  { file: 'scc-v2-service-account-key.json', title: 'Service account key', after: 2 },
  { file: 'irene-deploy-key-leaked.json', title: 'Deploy key leaked', after: 2 },
  { file: 'guardduty-port-probe-low.jsonl', title: 'Port probe', after: 2 },
  { file: 'scc-open-firewall-fixed.json', title: 'Firewall fixed', after: 10 },
];

/** Sends every sample in turn, until `signal` aborts. */
export async function story(send: (file: string) => Promise<void>, signal: AbortSignal): Promise<void> {
  for (const { file, after } of sampleFiles) {
    await wait(after * 1000, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    await send(file);
  }
}
