import type { ActionsBlock } from '@slack/types';
import { plainText } from '../text-objects.ts';
import type { BulkDeed } from '../words/bulk-words.ts';
import type { SlackWords } from '../words/slack-words.ts';

export const bulkDeeds = ['acknowledge', 'close', 'snooze'] as const satisfies readonly BulkDeed[];
const longestValue = 2000;

/** The `action_id` of the button that opens the form for all results of a search. */
export function bulkButtonId(deed: BulkDeed): string {
  return `bulk_${deed}`;
}

/** Under the results of a search; `total` is undefined where it is not exact. */
export function bulkButtons(query: string, total: number | undefined, { bulk }: SlackWords): ActionsBlock[] {
  const value = `1\n${query}`;
  // Only what is no search of a person can be so long.
  if (value.length > longestValue) return [];
  const elements = bulkDeeds.map((deed) => ({
    type: 'button' as const,
    action_id: bulkButtonId(deed),
    text: plainText(bulk.all[deed](total), 75),
    value,
  }));
  return [{ type: 'actions', elements }];
}

/** The query that such a button carries; undefined when it is of another version. */
export function readBulkButton(value: string): string | undefined {
  const [version, query, ...rest] = value.split('\n');
  return version === '1' && rest.length === 0 ? query : undefined;
}
