import type { WishProblem } from '#pipeline/order-desk.ts';
import type { SlackWords } from '../words/slack-words.ts';
import { wrongQueryReply } from '../wrong-query.ts';

/** Why a silence or a subscription cannot be, as one text for people. */
export function problemText(problem: WishProblem, query: string, words: SlackWords): string {
  return 'error' in problem ? wrongQueryReply(query, problem.error, words).text : fieldProblem(problem, words);
}

/** The same for a field of a form, where nothing is formatted; the query stands there already. */
export function fieldProblem(problem: WishProblem, words: SlackWords): string {
  if ('error' in problem) return words.search.wrong(problem.error);
  if ('unfit' in problem) return words.orders.unfit[problem.unfit];
  return 'past' in problem ? words.orders.silence.badEnd : words.orders.silence.reasonMissing;
}
