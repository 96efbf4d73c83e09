import type { QuestionWords } from './question-words.ts';

export const questionEn: QuestionWords = {
  lengths: { '30m': '30 minutes', '1h': '1 hour', '4h': '4 hours', '24h': '24 hours' },
  heading: (by) => `*Was this you?* ${by} of the security team asks about this:`,
  until: (at) => `Please answer until ${at}. Without an answer, or if it was not you, whoever is on call is called.`,
  wasMe: 'Yes, it was me',
  wasNotMe: 'No, not me',
  thanks: 'Thank you. The security team sees your answer: it was you.',
  escalated: 'Thank you. Whoever is on call is called now: it was not you. Please keep an eye on Slack.',
  notReached: (person) =>
    `${person} could not be reached by Slack. Without an answer by the deadline the case is escalated.`,
};
