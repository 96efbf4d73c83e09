import type { AnyBlock, InputBlock, KnownBlock, SectionBlock, TableBlock } from '@slack/types';
import { html } from 'hono/html';
import { renderPlain, renderText } from '../text/emoji.ts';
import { type Html, nothing } from '../text/html.ts';
import { renderMarkdown } from '../text/markdown.ts';
import type { Surroundings } from '../text/surroundings.ts';
import { renderElement } from './element.ts';
import { renderField, renderHint } from './fields.ts';
import { renderPicture } from './picture.ts';
import { renderRichText } from './rich-text.ts';
import { renderTextObject } from './text-object.ts';

/** What blocks stand in: the names around them, and the errors of a refused form by block id. */
export interface BlockPlace {
  around: Surroundings;
  errors?: Record<string, string>;
}

/** Blocks in order. A block that is broken or unknown says so in its place and leaves the others alone. */
export function renderBlocks(blocks: AnyBlock[], place: BlockPlace): Html {
  return html`<div class="blocks">${blocks.map((block) => renderOne(block, place))}</div>`;
}

function renderOne(block: AnyBlock, place: BlockPlace): Html {
  const kind = block.type.replace(/[^a-z_]/g, '');
  return html`<div class="block block-${kind}" data-block-id="${block.block_id ?? ''}">${renderSafely(block, place)}</div>`;
}

function renderSafely(block: AnyBlock, place: BlockPlace): Html {
  try {
    return renderContent(block as KnownBlock, place);
  } catch (error) {
    return html`<span class="unsupported">This “${block.type}” block is broken: ${String(error)}</span>`;
  }
}

function renderContent(block: KnownBlock, place: BlockPlace): Html {
  const { around } = place;
  switch (block.type) {
    case 'header':
      return html`<h3>${renderPlain(block.text)}</h3>`;
    case 'section':
      return renderSection(block, around);
    case 'context':
      return html`${block.elements.map((element) => (element.type === 'image' ? renderPicture(element, 'icon', around) : renderTextObject(element, around)))}`;
    case 'divider':
      return html`<hr />`;
    case 'actions':
      return html`${block.elements.map((element) => renderElement(element, block.block_id ?? '', around))}`;
    case 'image':
      return html`${block.title ? html`<p class="picture-title">${renderPlain(block.title)}</p>` : nothing}${renderPicture(block, 'block', around)}`;
    case 'rich_text':
      return renderRichText(block, around);
    case 'markdown':
      return html`<div class="markdown">${renderMarkdown(block.text, around)}</div>`;
    case 'table':
      return renderTable(block, around);
    case 'input':
      return renderInput(block, place);
    default:
      return html`<span class="unsupported">The sandbox shows no “${block.type}” block.</span>`;
  }
}

function renderSection(block: SectionBlock, around: Surroundings): Html {
  const fields = (block.fields ?? []).map((field) => html`<div class="field">${renderTextObject(field, around)}</div>`);
  return html`<div class="section-text">
      ${block.text ? html`<div>${renderTextObject(block.text, around)}</div>` : nothing}
      ${fields.length > 0 ? html`<div class="fields">${fields}</div>` : nothing}
    </div>
    ${block.accessory ? html`<div class="accessory">${renderElement(block.accessory, block.block_id ?? '', around)}</div>` : nothing}`;
}

function renderTable(block: TableBlock, around: Surroundings): Html {
  const cell = (content: TableBlock['rows'][number][number]) =>
    content.type === 'rich_text' ? renderRichText(content, around) : renderText(content.text);
  return html`<div class="table"><table>${block.rows.map((row) => html`<tr>${row.map((content) => html`<td>${cell(content)}</td>`)}</tr>`)}</table></div>`;
}

function renderInput(block: InputBlock, { around, errors }: BlockPlace): Html {
  const blockId = block.block_id ?? '';
  const error = errors?.[blockId];
  const field = {
    blockId,
    around,
    id: `field-${blockId}`,
    required: block.optional !== true,
    dispatches: block.dispatch_action === true,
  };
  return html`<label class="input-label" for="field-${blockId}">${renderPlain(block.label)}
      ${block.optional ? html`<span class="optional">(optional)</span>` : nothing}</label>
    ${renderField(block.element, field)}
    ${error === undefined ? nothing : html`<p class="field-error" role="alert" data-error="${blockId}">${error}</p>`}
    ${renderHint(block.hint)}`;
}
