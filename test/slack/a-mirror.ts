import { caseAction, type Action } from '#core/case-action.ts';
import type { CaseView, Mirror, MirrorRef } from '#core/mirror.ts';
import { createSlackMirror } from '#slack/create-slack-mirror.ts';
import { noon } from '#test/builders.ts';
import { aLog, aSlack } from './a-slack.ts';

export const channel = 'C0SECURITY';
export const aki = { kind: 'person', id: 'slack:UAKI', name: 'Aki Tanaka', via: 'slack' } as const;
export const onCall = { channels: [channel], mention: 'S0ONCALL' };

export async function aMirror() {
  const { sandbox, clients } = await aSlack();
  const mirror = createSlackMirror({ client: clients.poster, locale: 'en', log: aLog().log });
  return {
    sandbox,
    clients,
    mirror,
    show: (view: CaseView, to: string, ref?: MirrorRef) => show(mirror, view, to, ref),
  };
}

/** Looks until nothing is left, as the lane does. */
async function show(mirror: Mirror, view: CaseView, to: string, ref?: MirrorRef): Promise<MirrorRef> {
  let shown = await mirror.reflect(view, to, ref);
  while (shown.left !== undefined) {
    const { shownSeq } = shown;
    shown = await mirror.reflect({ ...view, news: view.news.filter(({ seq }) => seq > shownSeq) }, to, shown);
  }
  return shown;
}

/** The view after an action, with what `ref` has not shown. */
export function after(view: CaseView, action: Action, by: typeof aki = aki): CaseView {
  const outcome = caseAction(view.case, action, { at: noon, by });
  if ('refused' in outcome) throw new Error(outcome.refused.because);
  return { ...view, case: outcome.case, news: outcome.entries };
}

/** The failure of a look, which must be one. */
export async function failureOf(mirror: Mirror, view: CaseView, ref?: MirrorRef, to = channel): Promise<unknown> {
  return mirror.reflect(view, to, ref).then(
    () => undefined,
    (error: unknown) => error,
  );
}
