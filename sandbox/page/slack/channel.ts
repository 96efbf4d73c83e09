import { html } from 'hono/html';
import type { EphemeralMessage, SlackChannel, SlackMessage } from '#sandbox/slack/slack-sandbox.ts';
import type { Scene } from '../scene.ts';
import { type Html, nothing } from '../text/html.ts';
import { renderEphemeral, renderMessage } from './message.ts';

type Shown = { message: SlackMessage } | { ephemeral: EphemeralMessage };

/** The middle of the page: a channel's messages and the box to write in. */
export function renderChannel(channel: SlackChannel, scene: Scene): Html {
  const shown = inChannel(channel, scene);
  return html`<section class="pane channel" aria-label="#${channel.name}">
    <header class="pane-head"><h1>#${channel.name}</h1>
      ${channel.isArchived ? html`<span class="pill">archived</span>` : nothing}
      ${channel.isMember ? nothing : html`<span class="pill">the app is not in this channel</span>`}
    </header>
    <div class="scroller" data-scroller>
      <div class="messages" id="messages" data-live="slack">${shown.length > 0 ? renderAll(shown, channel.id, false, scene) : renderEmpty(scene)}</div>
    </div>
    ${renderComposer(channel, undefined)}
  </section>`;
}

/** The thread of one message, beside the channel. */
export function renderThread(channel: SlackChannel, ts: string, scene: Scene): Html {
  const shown = merged(
    scene.sandboxes.slack.workspace.messages(channel.id).filter((one) => one.ts === ts || one.thread_ts === ts),
    ephemeralsOf(channel, scene).filter((one) => one.thread_ts === ts),
  );
  return html`<aside class="pane thread" aria-label="Thread" data-thread-of="${ts}">
    <header class="pane-head"><h2>Thread</h2><span class="when">#${channel.name}</span>
      <a class="icon-button" href="/slack/${channel.id}" aria-label="Close the thread">✕</a></header>
    <div class="scroller" data-scroller>
      <div class="messages" id="thread" data-live="slack">
        ${shown.length === 0 ? html`<p class="empty">This message is gone.</p>` : renderAll(shown, channel.id, true, scene)}
      </div>
    </div>
    ${renderComposer(channel, ts)}
  </aside>`;
}

/** The channels that this person can open: all of the workspace, and their own direct message with the app. */
export function channelsOf({ sandboxes, me }: Scene): SlackChannel[] {
  return sandboxes.slack.workspace.channels.filter(({ withUser }) => withUser === undefined || withUser === me.id);
}

/** True when somebody else wrote into the channel after this person last looked. */
export function isUnread(channel: SlackChannel, { sandboxes, seen, me }: Scene): boolean {
  const last = sandboxes.slack.workspace.messages(channel.id).findLast((one) => isTopLevel(one) && one.user !== me.id);
  return last !== undefined && Number(last.ts) > Number(seen.lastRead(me.id, channel.id) ?? 0);
}

function inChannel(channel: SlackChannel, scene: Scene): Shown[] {
  return merged(
    scene.sandboxes.slack.workspace.messages(channel.id).filter((one) => isTopLevel(one)),
    ephemeralsOf(channel, scene).filter((one) => one.thread_ts === undefined),
  );
}

function merged(messages: SlackMessage[], ephemerals: EphemeralMessage[]): Shown[] {
  const all: Shown[] = [...messages.map((message) => ({ message })), ...ephemerals.map((ephemeral) => ({ ephemeral }))];
  return all.toSorted((a, b) => timeOf(a) - timeOf(b));
}

function timeOf(shown: Shown): number {
  return Number('message' in shown ? shown.message.ts : shown.ephemeral.ts);
}

function renderAll(shown: Shown[], channel: string, inThread: boolean, scene: Scene): Html[] {
  const { bot } = scene.sandboxes.slack.workspace;
  return shown.map((one) =>
    'message' in one
      ? renderMessage({ message: one.message, channel, inThread }, scene)
      : renderEphemeral(one.ephemeral, bot.userId, scene),
  );
}

function ephemeralsOf(channel: SlackChannel, { sandboxes, seen, me }: Scene): EphemeralMessage[] {
  return sandboxes.slack.workspace.ephemerals.filter(
    (one) => one.channel === channel.id && one.user === me.id && !seen.isHidden(me.id, one.ts),
  );
}

function isTopLevel(message: SlackMessage): boolean {
  return message.thread_ts === undefined || message.thread_ts === message.ts || message.reply_broadcast === true;
}

function renderEmpty({ inbox }: Scene): Html {
  return html`<div class="empty"><p><b>No messages yet.</b></p>
    <p>${inbox === undefined ? 'A message of the app appears here by itself.' : html`Drop a file into <code>${inbox}</code>, and its case appears here by itself.`}</p></div>`;
}

function renderComposer(channel: SlackChannel, threadTs: string | undefined): Html {
  const hint = threadTs === undefined ? `Message #${channel.name}, or a command such as /irene help` : 'Reply…';
  return html`<form class="composer" data-composer data-draft="${channel.id} ${threadTs ?? ''}">
    <p class="notice" role="status" hidden></p>
    <input type="hidden" name="channel" value="${channel.id}" />
    <input type="hidden" name="thread_ts" value="${threadTs ?? ''}" />
    <div class="composer-row"><textarea name="text" rows="1" placeholder="${hint}" aria-label="${hint}" required></textarea>
    <button class="button button-primary">Send</button></div>
  </form>`;
}
