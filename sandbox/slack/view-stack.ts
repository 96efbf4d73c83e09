import type { KnownBlock, ModalView } from '@slack/types';
import { checkView } from './check-blocks.ts';
import { isRecord } from './check-shape.ts';
import type { OpenView } from './slack-sandbox.ts';
import { SlackError, withReasons } from './slack-error.ts';
import type { SlackState } from './slack-state.ts';
import { withBlockIds } from './with-block-ids.ts';

const deepestStack = 3;
const largestView = 250_000;

/** The view of a call; throws Slack's error when it would be refused. `replaces` is the id of the view it is for. */
export function readView(state: SlackState, view: unknown, replaces?: string): ModalView {
  if (!isRecord(view))
    throw new SlackError('invalid_arguments', withReasons(['must provide an object [json-pointer:/view]']));
  const reasons = state.strictness.blockKit ? checkView(view) : [];
  if (reasons.length > 0) {
    throw new SlackError(
      'invalid_arguments',
      withReasons(['failed to match all allowed schemas [json-pointer:/view]', ...reasons]),
    );
  }
  if (JSON.stringify(view).length > largestView) throw new SlackError('view_too_large');
  const { external_id } = view;
  if (typeof external_id === 'string' && external_id !== '') {
    const other = openViewOf(state, (open) => open.view.external_id === external_id && open.id !== replaces);
    if (other !== undefined) throw new SlackError('duplicate_external_id');
  }
  return view as unknown as ModalView;
}

/** Puts a view on top of what the person has open. */
export function stackView(state: SlackState, user: string, view: ModalView): OpenView {
  const stack = state.views.get(user) ?? [];
  if (stack.length >= deepestStack) throw new SlackError('push_limit_reached');
  const open = { id: state.newId('V'), hash: '', user, view };
  state.views.set(user, [...stack, open]);
  putView(state, open, view);
  return open;
}

/** Shows another view in the place of an open one, with a new hash. */
export function putView(state: SlackState, open: OpenView, view: ModalView): void {
  open.view = { ...view, blocks: withBlockIds(view.blocks as KnownBlock[]) };
  open.hash = `${state.nextTs()}.${state.newId('h')}`;
  delete open.errors;
  state.changed();
}

/** Takes the top view away, or all of them. */
export function closeViews(state: SlackState, user: string, which: 'top' | 'all'): void {
  const stack = state.workspace.views(user);
  const left = which === 'top' ? stack.slice(0, -1) : [];
  for (const closed of stack.slice(left.length)) state.picked.delete(closed.id);
  state.views.set(user, left);
  state.changed();
}

/** The first open view of anybody that fits. */
export function openViewOf(state: SlackState, fits: (open: OpenView) => boolean): OpenView | undefined {
  return [...state.views.values()].flat().find(fits);
}
