import { isCaseId } from '#core/fingerprint.ts';
import type { PlainButton } from '../button.ts';
import { homeIds } from '../home/render-home.ts';

/** Acknowledges the cases that the button names, each as if it had been pressed alone. */
export const ackAll: PlainButton = {
  id: homeIds.ackAll,
  pressPlain: async (value, press, { desk, people, words }) => {
    const ids = value.replace(/^1:/, '').split(',').filter(isCaseId);
    const by = await people.actor(press.user);
    let done = 0;
    for (const caseId of ids) {
      const requestId = `${press.requestId}:${caseId}`;
      const outcome = await desk.act({ caseId, action: { do: 'acknowledge' }, by, requestId });
      if ('done' in outcome) done += 1;
    }
    await press.answer({ text: words.home.acked(done, ids.length) });
  },
};
