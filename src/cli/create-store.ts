import { createAwsStore } from '#store/aws/create-aws-store.ts';
import { readEnvironment, readStore, WrongSettings } from '../config.ts';

/** Makes what a store on AWS needs, by the names in the settings. 0 made or there, 1 AWS refused, 2 wrong settings. */
export async function createStore(): Promise<number> {
  try {
    const settings = readStore(readEnvironment());
    if (settings.kind === 'embedded') {
      process.stdout.write('The embedded store needs nothing: Irene makes her data folder herself.\n');
      return 0;
    }
    const queueName = new URL(settings.queueUrl).pathname.split('/').at(-1) ?? '';
    const urls = await createAwsStore({ ...settings, queueName });
    process.stdout.write(`table ${settings.tableName}, bucket ${settings.bucket}\n`);
    process.stdout.write(`IRENE_QUEUE_URL=${urls.queueUrl}\nIRENE_DLQ_URL=${urls.deadQueueUrl}\n`);
    return 0;
  } catch (err) {
    process.stderr.write(`${err instanceof Error ? err.message : String(err)}\n`);
    return err instanceof WrongSettings ? 2 : 1;
  }
}
