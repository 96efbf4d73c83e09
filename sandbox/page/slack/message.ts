import { html } from 'hono/html';
import type { EphemeralMessage, SlackMessage } from '#sandbox/slack/slack-sandbox.ts';
import type { Scene } from '../scene.ts';
import { emojiOf, renderText } from '../text/emoji.ts';
import { type Html, nothing } from '../text/html.ts';
import { renderMrkdwn } from '../text/mrkdwn.ts';
import { renderTime } from '../text/mrkdwn-reference.ts';
import { renderAttachment } from './attachment.ts';
import { renderAvatar } from './avatar.ts';
import { renderBlocks } from './block.ts';

/** A message of `channel` as its reader sees it; in a channel with the door to its thread, in the thread without. */
export function renderMessage(
  { message, channel, inThread }: { message: SlackMessage; channel: string; inThread: boolean },
  scene: Scene,
): Html {
  const isReply = message.thread_ts !== undefined && message.thread_ts !== message.ts;
  return html`<article class="message" data-ts="${message.ts}" data-channel="${channel}" data-key="m${message.ts}">
    ${renderAvatar(message.user, message.bot_id !== undefined, scene)}
    <div class="message-body">
      ${isReply && !inThread ? html`<p class="from-thread">replied to <a href="/slack/${channel}?thread=${message.thread_ts}">a thread</a></p>` : nothing}
      ${renderHead(message, scene)}
      ${renderContent(message, scene)}
      ${renderFiles(message.files ?? [], scene)}
      ${message.edited && !message.blocks ? html`<span class="edited">(edited)</span>` : nothing}
      ${renderReactions(message, scene)}
      ${inThread ? nothing : renderThreadDoor(message, channel, scene)}
    </div>
    <div class="message-tools">
      ${inThread || isReply ? nothing : html`<a class="tool" href="/slack/${channel}?thread=${message.ts}" data-thread="${message.ts}">Reply</a>`}
      <button type="button" class="tool" data-post="/act/slack/delete" data-fields="${JSON.stringify({ channel, ts: message.ts })}">Delete</button>
    </div>
  </article>`;
}

/** A message that only its reader sees, with the way to put it away. */
export function renderEphemeral(message: EphemeralMessage, botUserId: string, scene: Scene): Html {
  const fields = JSON.stringify({ channel: message.channel, ts: message.ts });
  return html`<article class="message ephemeral" data-ephemeral="${message.ts}" data-ts="${message.ts}" data-channel="${message.channel}" data-key="e${message.ts}">
    ${renderAvatar(botUserId, true, scene)}
    <div class="message-body">
      <p class="only-you">Only visible to you · <button type="button" class="link" data-post="/act/slack/hide" data-fields="${fields}">Dismiss</button></p>
      ${renderHead({ user: botUserId, bot_id: 'bot', ts: message.ts }, scene)}
      ${renderContent(message, scene)}
    </div>
  </article>`;
}

function renderHead(message: Pick<SlackMessage, 'user' | 'bot_id' | 'ts'>, scene: Scene): Html {
  const seconds = Number(message.ts.split('.')[0]);
  return html`<header class="message-head"><b>${scene.around.userName(message.user) ?? message.user}</b>
    ${message.bot_id === undefined ? nothing : html`<span class="app-badge">APP</span>`}
    <span class="when">${renderTime(seconds, '{moment}', '')}</span></header>`;
}

/** Blocks take the place of the text, as in Slack; the text is then only for notifications. */
function renderContent(message: Pick<SlackMessage, 'text' | 'blocks' | 'attachments'>, { around }: Scene): Html {
  const blocks = message.blocks ?? [];
  return html`${blocks.length > 0 ? renderBlocks(blocks, { around }) : html`<div class="mrkdwn">${renderMrkdwn(message.text, around)}</div>`}
    ${(message.attachments ?? []).map((attachment) => renderAttachment(attachment, around))}`;
}

function renderFiles(ids: string[], { sandboxes: { slack } }: Scene): Html {
  const files = slack.workspace.files.filter(({ id }) => ids.includes(id));
  return html`${files.map(({ id, title, name, altText }) =>
    /\.(png|jpe?g|gif|webp)$/i.test(name)
      ? html`<figure class="file"><figcaption>${title}</figcaption><img class="picture picture-block" src="/files/${id}" alt="${altText}" loading="lazy" /></figure>`
      : html`<p class="file file-name">${title || name}</p>`,
  )}`;
}

function renderReactions({ reactions }: SlackMessage, { around }: Scene): Html {
  if (!reactions || reactions.length === 0) return nothing;
  return html`<div class="reactions">${reactions.map(({ name, users, count }) => {
    const who = users.map((user) => around.userName(user) ?? user).join(', ');
    return html`<span class="reaction" title="${who}">${renderText(emojiOf(name) ?? `:${name}:`)} ${count}</span>`;
  })}</div>`;
}

function renderThreadDoor(message: SlackMessage, channel: string, { sandboxes: { slack } }: Scene): Html {
  const replies = slack.workspace
    .messages(channel)
    .filter((other) => other.thread_ts === message.ts && other.ts !== message.ts);
  const last = replies.at(-1);
  if (!last) return nothing;
  const count = replies.length === 1 ? '1 reply' : `${replies.length} replies`;
  return html`<a class="thread-door" href="/slack/${channel}?thread=${message.ts}" data-thread="${message.ts}"><b>${count}</b>
    <span class="when">last ${renderTime(Number(last.ts.split('.')[0]), '{moment}', '')}</span></a>`;
}
