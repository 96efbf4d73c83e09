import type { Element } from './element-state.ts';

/** An element and the block that it is in. */
export interface Found {
  element: Element;
  blockId: string;
  isOptional: boolean;
  isInput: boolean;
  dispatches: boolean;
}

/** Every interactive element of the blocks, top to bottom. */
export function elementsIn(blocks: readonly object[] = []): Found[] {
  return (blocks as Record<string, unknown>[]).flatMap((block) => {
    const inside = [block.accessory, block.element, ...(block.type === 'actions' ? (block.elements as unknown[]) : [])];
    return inside.filter(isElement).map((element) => ({
      element,
      blockId: String(block.block_id),
      isOptional: block.optional === true,
      isInput: block.type === 'input',
      dispatches: block.type !== 'input' || block.dispatch_action === true,
    }));
  });
}

/** The element a person means: by action id, and by value where several share it. Undefined when there is none. */
export function findElement(
  blocks: readonly object[] | undefined,
  on: { actionId: string; value?: string },
): Found | undefined {
  return elementsIn(blocks).find(
    ({ element }) => element.action_id === on.actionId && (on.value === undefined || isMeant(element, on.value)),
  );
}

function isMeant(element: Element, value: string): boolean {
  return element.type !== 'button' || element.value === value;
}

function isElement(value: unknown): value is Element {
  return typeof value === 'object' && value !== null && 'action_id' in value;
}
