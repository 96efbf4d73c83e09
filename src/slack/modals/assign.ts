import { choice, input, options } from '../inputs.ts';
import type { Fields, FormContext, Modal, Reading } from '../modal.ts';

const whos = ['me', 'other', 'nobody'] as const;

export const assignModal: Modal = {
  id: 'assign',
  permission: 'assign',
  firstField: 'who',
  fieldOf: {},
  blocks: ({ words }) => {
    const texts = words.work.modal.assign;
    const choices = options(whos.map((who) => [who, texts.whos[who]]));
    return [
      input('who', texts.who, choice('radio_buttons', choices)),
      input('person', texts.person, { type: 'users_select', action_id: 'value' }, true),
    ];
  },
  read,
};

async function read(fields: Fields, { words, user, person }: FormContext): Promise<Reading> {
  const picked = fields.person?.selected_user ?? undefined;
  // A picked person goes first: nobody picks one to have them ignored.
  if (picked !== undefined) return { action: { do: 'assign', to: await person({ id: picked, username: picked }) } };
  const who = fields.who?.selected_option?.value;
  if (who === 'other') return { errors: { person: words.work.problems.pickPerson } };
  return { action: who === 'nobody' ? { do: 'assign' } : { do: 'assign', to: await person(user) } };
}
