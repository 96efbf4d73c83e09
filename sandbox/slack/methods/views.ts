import type { HomeView, KnownBlock, ModalView } from '@slack/types';
import { requiredText, textOf, type Arguments } from '../arguments.ts';
import { isRecord } from '../check-shape.ts';
import type { OpenView } from '../slack-sandbox.ts';
import { SlackError } from '../slack-error.ts';
import { botMethod, type SlackMethods } from '../slack-method.ts';
import type { SlackState } from '../slack-state.ts';
import { openViewOf, putView, readView, stackView } from '../view-stack.ts';
import { viewObject } from '../view-object.ts';
import { withBlockIds } from '../with-block-ids.ts';

/** The `views.*` methods; they need no scope. */
export const viewMethods: SlackMethods = {
  'views.open': botMethod([], open),
  'views.push': botMethod([], push),
  'views.update': botMethod([], update),
  'views.publish': botMethod([], publish),
};

function open(state: SlackState, args: Arguments): Record<string, unknown> {
  const view = readView(state, args.view);
  const user = state.triggers.exchange(requiredText(args, 'trigger_id'));
  for (const open of state.workspace.views(user)) state.picked.delete(open.id);
  state.views.set(user, []);
  return { view: viewObject(state, stackView(state, user, view)) };
}

function push(state: SlackState, args: Arguments): Record<string, unknown> {
  const view = readView(state, args.view);
  const user = state.triggers.exchange(requiredText(args, 'trigger_id'));
  if (state.workspace.views(user).length === 0) throw new SlackError('not_found');
  return { view: viewObject(state, stackView(state, user, view)) };
}

function update(state: SlackState, args: Arguments): Record<string, unknown> {
  const open = openViewNamed(state, args);
  const hash = textOf(args, 'hash');
  if (hash !== undefined && hash !== open.hash) throw new SlackError('hash_conflict');
  putView(state, open, readView(state, args.view, open.id));
  return { view: viewObject(state, open) };
}

function publish(state: SlackState, args: Arguments): Record<string, unknown> {
  const user = requiredText(args, 'user_id');
  if (!state.workspace.users.some((one) => one.id === user)) throw new SlackError('user_not_found');
  if (!isRecord(args.view) || args.view.type !== 'home') throw new SlackError('invalid_arguments');
  const before = state.homes.get(user);
  const hash = textOf(args, 'hash');
  if (hash !== undefined && hash !== before?.hash) throw new SlackError('hash_conflict');
  const view = readView(state, args.view) as ModalView | HomeView;
  const home = {
    id: before?.id ?? state.newId('V'),
    hash: state.nextTs(),
    view: { ...(view as HomeView), blocks: withBlockIds(view.blocks as KnownBlock[]) },
  };
  state.homes.set(user, home);
  state.changed();
  return { view: { ...home.view, id: home.id, hash: home.hash, team_id: state.workspace.team.id } };
}

function openViewNamed(state: SlackState, args: Arguments): OpenView {
  const id = textOf(args, 'view_id');
  const externalId = textOf(args, 'external_id');
  const open = openViewOf(state, (one) => (id === undefined ? one.view.external_id === externalId : one.id === id));
  if (open === undefined || (id === undefined && externalId === undefined)) throw new SlackError('not_found');
  return open;
}
