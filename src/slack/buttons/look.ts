import type { Case } from '#core/case.ts';
import type { CaseButton } from '../button.ts';
import { lookEntries, type LookEntry } from '../card-menus.ts';
import { unknownCaseReply } from '../case-reply.ts';
import type { Reception, Reply } from '../reception.ts';
import { renderWhy } from '../render-why.ts';
import { longestQuery, searchPage } from '../search-page.ts';

const entries: Record<LookEntry, (c: Case, reception: Reception, askerId: string) => Promise<Reply>> = {
  why: async (c, { words }) => renderWhy(c, words),
  similar: async (c, reception, askerId) =>
    searchPage({ query: `type:"${c.type.replaceAll('"', ' ').slice(0, longestQuery - 10)}"` }, reception, askerId),
};

/** The ⋯ menu beside what happened: answers the person alone. Its links open in the browser. */
export const look: CaseButton = {
  id: 'look',
  press: async (press, reception) => {
    const entry = lookEntries.find((one) => one === press.more);
    if (entry === undefined) return;
    const looked = await reception.desk.show(press.caseId);
    const isKnown = 'found' in looked;
    await press.answer(
      isKnown
        ? await entries[entry](looked.found.case, reception, press.user.id)
        : unknownCaseReply(press.caseId, reception.words),
    );
  },
};
