import { actButton } from '../act-button.ts';

export const acknowledge = actButton('acknowledge', { do: 'acknowledge' });
