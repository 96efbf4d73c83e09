import type { PlainButton } from '../button.ts';
import { readPlaceInSearch, searchPage, turnPageIds } from '../search-page.ts';

function turnPageButton(id: string): PlainButton {
  return {
    id,
    pressPlain: async (value, press, reception) => {
      const place = readPlaceInSearch(value);
      await press.replace(
        place === undefined
          ? { text: reception.words.answers.unknownButton }
          : await searchPage(place, reception, press.user.id),
      );
    },
  };
}

/** Under search results. Two ids, because no two elements of one block may have the same. */
export const nextPage = turnPageButton(turnPageIds.next);
export const firstPage = turnPageButton(turnPageIds.first);
