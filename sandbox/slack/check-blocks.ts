import {
  blockFields,
  blockId,
  blockSurfaces,
  mostAttachments,
  mostBlocks,
  viewFields,
  type Fields,
  type Surface,
} from './block-kit-limits.ts';
import { checkFields, checkShape, isRecord, reportType, type Report } from './check-shape.ts';

/**
 * Why Slack would refuse these blocks, in its words and with its JSON pointers, e.g.
 * `must be less than 151 characters [json-pointer:/blocks/0/text/text]`; empty when it takes them.
 */
export function checkBlocks(blocks: unknown, surface: Surface, at = '/blocks'): string[] {
  return reasons((report) => {
    if (!Array.isArray(blocks)) return report('must provide an array', at);
    if (blocks.length > mostBlocks[surface]) report(`no more than ${mostBlocks[surface]} items allowed`, at);
    const blockIds = new Set<string>();
    for (const [index, block] of blocks.entries()) {
      checkBlock(block, surface, `${at}/${index}`, report);
      reportTwice(isRecord(block) ? block.block_id : undefined, blockIds, `${at}/${index}/block_id`, report);
    }
  });
}

/** The same for the attachments of a message and the blocks inside them. */
export function checkAttachments(attachments: unknown): string[] {
  const at = '/attachments';
  if (!Array.isArray(attachments)) return [`must provide an array [json-pointer:${at}]`];
  const found = attachments.flatMap((attachment, index) => checkAttachment(attachment, `${at}/${index}`));
  if (attachments.length > mostAttachments) {
    found.unshift(`no more than ${mostAttachments} items allowed [json-pointer:${at}]`);
  }
  return found;
}

/** The same for a whole modal or home view. */
export function checkView(view: unknown): string[] {
  if (!isRecord(view)) return ['must provide an object [json-pointer:/view]'];
  const { blocks, ...rest } = view;
  const type = view.type === 'home' ? 'home' : 'modal';
  const found = reasons((report) => {
    checkFields(rest, viewFields[type], '/view', report);
    if (blocks === undefined) report('missing required field: blocks', '/view');
    if (type === 'modal' && view.submit === undefined) reportInputs(blocks, report);
  });
  return blocks === undefined ? found : [...found, ...checkBlocks(blocks, type, '/view/blocks')];
}

function reasons(check: (report: Report) => void): string[] {
  const found: string[] = [];
  check((reason, at) => found.push(`${reason} [json-pointer:${at}]`));
  return found;
}

function checkAttachment(attachment: unknown, at: string): string[] {
  if (!isRecord(attachment)) return [`must provide an object [json-pointer:${at}]`];
  return attachment.blocks === undefined ? [] : checkBlocks(attachment.blocks, 'message', `${at}/blocks`);
}

function checkBlock(block: unknown, surface: Surface, at: string, report: Report): void {
  if (!isRecord(block)) return report('must provide an object', at);
  const { type, block_id, ...fields } = block;
  const known = knownFields(type, surface);
  if (known === undefined) return reportType(type, at, report);
  if (block_id !== undefined) checkShape(block_id, blockId, `${at}/block_id`, report);
  checkFields(fields, known, at, report);
  if (type === 'section' && block.text === undefined && block.fields === undefined) {
    report('must define either `text` or `fields`', at);
  }
  checkPicture(block, at, report);
  checkElements(block, at, report);
}

function knownFields(type: unknown, surface: Surface): Fields | undefined {
  if (typeof type !== 'string' || !Object.hasOwn(blockFields, type)) return undefined;
  const isShown = blockSurfaces[type]?.includes(surface) ?? true;
  return isShown ? blockFields[type] : undefined;
}

/** What no single key shows: ids used twice, an image without a source, an initial option that is no option. */
function checkElements(block: Record<string, unknown>, at: string, report: Report): void {
  const actionIds = new Set<string>();
  for (const [element, pointer] of elementsOf(block, at)) {
    reportTwice(element.action_id, actionIds, `${pointer}/action_id`, report);
    checkPicture(element, pointer, report);
    checkChoices(element, pointer, report);
  }
}

function elementsOf(block: Record<string, unknown>, at: string): [Record<string, unknown>, string][] {
  const inside: [unknown, string][] = [
    [block.accessory, `${at}/accessory`],
    [block.element, `${at}/element`],
    ...listOf(block.elements).map((element, index): [unknown, string] => [element, `${at}/elements/${index}`]),
  ];
  return inside.filter((pair): pair is [Record<string, unknown>, string] => isRecord(pair[0]));
}

function checkPicture(image: Record<string, unknown>, at: string, report: Report): void {
  if (image.type !== 'image') return;
  if ((image.image_url === undefined) === (image.slack_file === undefined)) {
    report('must define either `image_url` or `slack_file`', at);
  }
}

function checkChoices(element: Record<string, unknown>, at: string, report: Report): void {
  const isSelect = element.type === 'static_select' || element.type === 'multi_static_select';
  if (isSelect && (element.options === undefined) === (element.option_groups === undefined)) {
    report('must define either `options` or `option_groups`', at);
  }
  const grouped = listOf(element.option_groups).flatMap((group) => (isRecord(group) ? listOf(group.options) : []));
  const values = [...listOf(element.options), ...grouped].map(valueOf);
  if (values.length === 0) return;
  if (element.initial_option !== undefined)
    checkInitial(element.initial_option, values, `${at}/initial_option`, report);
  for (const [index, initial] of listOf(element.initial_options).entries()) {
    checkInitial(initial, values, `${at}/initial_options/${index}`, report);
  }
}

function checkInitial(initial: unknown, values: unknown[], at: string, report: Report): void {
  if (!values.includes(valueOf(initial))) report('must be one of the `options`', at);
}

function reportTwice(id: unknown, seen: Set<string>, at: string, report: Report): void {
  if (typeof id !== 'string') return;
  const name = at.slice(at.lastIndexOf('/') + 1);
  if (seen.has(id)) report(`\`${name}\` "${id}" already exists`, at);
  seen.add(id);
}

function reportInputs(blocks: unknown, report: Report): void {
  for (const [index, block] of listOf(blocks).entries()) {
    if (!isRecord(block) || block.type !== 'input') continue;
    report('must define `submit` to use an `input` block in modals', `/view/blocks/${index}/input`);
  }
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function valueOf(option: unknown): unknown {
  return isRecord(option) ? option.value : undefined;
}
