import { opsAlert, type Trouble } from '#core/ops.ts';
import type { Context } from './context.ts';
import { handleAlert } from './handle-alert.ts';

export type OpsContext = Pick<Context, 'table' | 'mirrors' | 'policy' | 'places' | 'laneBell' | 'now' | 'log'>;

/** Tells the ops channel of Irene's own trouble: always in the log, and as a case that gathers all of the same cause. */
export async function tellOps(context: OpsContext, trouble: Trouble): Promise<void> {
  context.log.error({ trouble: trouble.kind, about: trouble.about, facts: trouble.facts }, 'ops alert');
  await handleAlert(context, opsAlert(trouble));
}
