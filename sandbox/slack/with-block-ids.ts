import { randomBytes } from 'node:crypto';

/** The blocks as Slack keeps them: with a `block_id` and, in every interactive element, an `action_id`. */
export function withBlockIds<Block extends object>(blocks: Block[]): Block[] {
  return blocks.map((block) => {
    const copy = structuredClone(block) as Record<string, unknown>;
    copy.block_id ??= newId();
    addActionIds(copy);
    return copy as Block;
  });
}

function addActionIds(block: Record<string, unknown>): void {
  if (block.type !== 'section' && block.type !== 'actions' && block.type !== 'input') return;
  const elements = [block.accessory, block.element, ...(Array.isArray(block.elements) ? block.elements : [])];
  for (const element of elements) {
    const given = element as Record<string, unknown> | undefined;
    if (given === undefined || given.type === 'image') continue;
    given.action_id ??= newId();
  }
}

function newId(): string {
  return randomBytes(4).toString('base64url').slice(0, 5);
}
