import type { KnownBlock } from '@slack/types';
import type { OpenView } from '#sandbox/slack/slack-sandbox.ts';

/**
 * What a person filled in, by block id, as `Person.submit` takes it: text, option value(s), ISO date or time, unix
 * seconds. An input that was emptied is there as empty, so that it takes the place of what was sent before.
 */
export function readModalValues(open: OpenView, form: FormData): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const block of open.view.blocks as KnownBlock[]) {
    if (block.type !== 'input') continue; // everything else was told to the app when it was chosen
    const blockId = block.block_id ?? '';
    const given = form.getAll(blockId).filter((value) => typeof value === 'string' && value !== '');
    values[blockId] = holdsMany(block.element.type) ? given : (given[0] ?? '');
  }
  return values;
}

function holdsMany(type: string): boolean {
  return type === 'checkboxes' || type.startsWith('multi_');
}
