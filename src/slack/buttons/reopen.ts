import { actButton } from '../act-button.ts';

export const reopen = actButton('reopen', { do: 'reopen' });
