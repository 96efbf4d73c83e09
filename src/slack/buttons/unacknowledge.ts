import { actButton } from '../act-button.ts';

export const unacknowledge = actButton('unacknowledge', { do: 'unacknowledge' });
