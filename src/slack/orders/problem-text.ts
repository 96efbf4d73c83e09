import type { WishProblem } from '#pipeline/order-desk.ts';
import { queryErrorText } from '../query-error-text.ts';
import type { SlackWords } from '../words/slack-words.ts';

/** Why a silence or a subscription cannot be, as one text for people. */
export function problemText(problem: WishProblem, query: string, words: SlackWords): string {
  if ('error' in problem) return queryErrorText(problem.error, query, words);
  if ('unfit' in problem) return words.orders.unfit[problem.unfit];
  return 'past' in problem ? words.orders.silence.badEnd : words.orders.silence.reasonMissing;
}
