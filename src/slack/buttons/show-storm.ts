import type { PlainButton } from '../button.ts';
import { searchPage } from '../search-page.ts';
import { readStormQuery, showStormId } from '../storm-card.ts';

/** On the card of a storm: lists its cases to the person, page by page. */
export const showStorm: PlainButton = {
  id: showStormId,
  pressPlain: async (value, press, reception) => {
    const query = readStormQuery(value);
    await press.answer(
      query === undefined
        ? { text: reception.words.answers.unknownButton }
        : await searchPage({ query }, reception, press.user.id),
    );
  },
};
