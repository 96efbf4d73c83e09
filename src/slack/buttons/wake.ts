import { actButton } from '../act-button.ts';

export const wake = actButton('wake', { do: 'wake' });
