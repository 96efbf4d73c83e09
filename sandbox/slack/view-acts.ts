import { isRecord } from './check-shape.ts';
import { chosenState, initialState, isBlank } from './element-state.ts';
import { elementsIn, findElement, type Found } from './find-element.ts';
import { actionOf, interactionOf, viewInAct } from './payloads.ts';
import type { Answer, OpenView, Person, SlackUser } from './slack-sandbox.ts';
import { SlackError } from './slack-error.ts';
import type { SlackState } from './slack-state.ts';
import type { SocketMode } from './socket-mode.ts';
import { closeViews, putView, readView, stackView } from './view-stack.ts';

type On = Parameters<Person['actInView']>[0];

/** A person acts on an element of the top modal. */
export async function actInView(state: SlackState, socketMode: SocketMode, user: SlackUser, on: On): Promise<Answer> {
  const open = topView(state, user);
  const found = findElement(open.view.blocks, on);
  if (found === undefined) throw new Error(`no element ${on.actionId} ${on.value ?? ''} in the modal ${open.id}`);
  const chosen = on.option ?? on.value;
  if (initialState(found.element) !== undefined) keepPicked(state, open, found, chosen);
  // An input stays in the client until the modal is submitted, unless it asks to be told.
  if (!found.dispatches) return { ok: true, payload: {} };
  return socketMode.ask('interactive', {
    ...interactionOf(state, 'block_actions', user),
    container: { type: 'view', view_id: open.id },
    view: viewInAct(state, open),
    actions: [actionOf(state, found, chosen)],
  });
}

/** A person submits the top modal; the app's answer changes what is open, as in Slack. */
export async function submitView(
  state: SlackState,
  socketMode: SocketMode,
  user: SlackUser,
  values: Record<string, unknown>,
): Promise<Answer> {
  const open = topView(state, user);
  if (open.view.submit === undefined) throw new Error(`the modal ${open.id} has no submit button`);
  fillIn(state, open, values);
  const errors = inputErrors(state, open);
  if (Object.keys(errors).length > 0) {
    showErrors(state, open, errors);
    return { ok: false, error: 'invalid_input' };
  }
  const answer = await socketMode.ask('interactive', {
    ...interactionOf(state, 'view_submission', user),
    view: viewInAct(state, open),
    response_urls: [],
  });
  return answer.ok ? obey(state, open, answer) : answer;
}

/** A person closes the top modal, or all of them where it says so. */
export async function dismissView(state: SlackState, socketMode: SocketMode, user: SlackUser): Promise<void> {
  const open = topView(state, user);
  const { trigger_id: _, ...about } = interactionOf(state, 'view_closed', user);
  const payload = { ...about, view: viewInAct(state, open), is_cleared: open.view.clear_on_close === true };
  closeViews(state, user.id, open.view.clear_on_close === true ? 'all' : 'top');
  if (open.view.notify_on_close === true) await socketMode.ask('interactive', payload);
}

function topView(state: SlackState, user: SlackUser): OpenView {
  const top = state.workspace.views(user.id).at(-1);
  if (top === undefined) throw new Error(`${user.name} has no modal open`);
  return top;
}

function fillIn(state: SlackState, open: OpenView, values: Record<string, unknown>): void {
  const found = elementsIn(open.view.blocks);
  for (const [blockId, value] of Object.entries(values)) {
    const into = found.find((one) => one.blockId === blockId && initialState(one.element) !== undefined);
    if (into === undefined) throw new Error(`the modal ${open.id} has no input in the block ${blockId}`);
    keepPicked(state, open, into, value);
  }
}

function keepPicked(state: SlackState, open: OpenView, { element, blockId }: Found, value: unknown): void {
  const picked = state.picked.get(open.id) ?? {};
  picked[blockId] = { ...picked[blockId], [element.action_id]: chosenState(element, value) };
  state.picked.set(open.id, picked);
}

/** What the Slack client itself refuses to send, by block id. */
function inputErrors(state: SlackState, open: OpenView): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { element, blockId, isInput, isOptional } of elementsIn(open.view.blocks)) {
    const now = state.picked.get(open.id)?.[blockId]?.[element.action_id] ?? initialState(element);
    if (!isInput || !isRecord(now)) continue;
    if (isBlank(now) && !isOptional) errors[blockId] = 'Please complete this required field.';
    const length = typeof now.value === 'string' ? Array.from(now.value).length : 0;
    if (length > 0 && length < Number(element.min_length ?? 0)) errors[blockId] = 'This is too short.';
    if (length > Number(element.max_length ?? 3000)) errors[blockId] = 'This is too long.';
  }
  return errors;
}

function showErrors(state: SlackState, open: OpenView, errors: Record<string, string>): void {
  open.errors = errors;
  state.changed();
}

/** Does what the acknowledgement of a submission says; an answer that Slack cannot use leaves the modal open. */
function obey(state: SlackState, open: OpenView, answer: Answer & { ok: true }): Answer {
  // The app may have closed or replaced the stack while it answered.
  if (!state.workspace.views(open.user).includes(open)) return answer;
  const payload = answer.payload as Record<string, unknown>;
  try {
    follow(state, open, payload);
    return answer;
  } catch (error) {
    if (error instanceof SlackError) return { ok: false, error: 'dispatch_failed' };
    throw error;
  }
}

function follow(state: SlackState, open: OpenView, payload: Record<string, unknown>): void {
  switch (payload.response_action) {
    case undefined:
      return closeViews(state, open.user, 'top');
    case 'clear':
      return closeViews(state, open.user, 'all');
    case 'update':
      return putView(state, open, readView(state, payload.view, open.id));
    case 'push':
      return void stackView(state, open.user, readView(state, payload.view));
    case 'errors':
      return showErrors(state, open, readErrors(open, payload.errors));
    default:
      throw new SlackError('invalid_arguments');
  }
}

/** Errors can be shown only under input blocks. */
function readErrors(open: OpenView, errors: unknown): Record<string, string> {
  const inputs = new Set(elementsIn(open.view.blocks).flatMap((found) => (found.isInput ? [found.blockId] : [])));
  if (!isRecord(errors) || Object.keys(errors).length === 0) throw new SlackError('invalid_arguments');
  if (!Object.keys(errors).every((blockId) => inputs.has(blockId))) throw new SlackError('invalid_arguments');
  return errors as Record<string, string>;
}
