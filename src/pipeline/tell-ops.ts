import { opsAlert, type Trouble } from '#core/ops.ts';
import { handleAlert, type AlertContext } from './handle-alert.ts';

export type OpsContext = AlertContext;

/** Tells the ops channel of Irene's own trouble: always in the log, and as a case that gathers all of the same cause. */
export async function tellOps(context: OpsContext, trouble: Trouble): Promise<void> {
  context.log.error({ trouble: trouble.kind, about: trouble.about, facts: trouble.facts }, 'ops alert');
  await handleAlert(context, opsAlert(trouble));
}
