import type { PlainButton } from '../button.ts';
import { homeIds } from '../home/render-home.ts';

/** The home is drawn anew after every press. */
export const refreshHome: PlainButton = { id: homeIds.refresh, pressPlain: async () => {} };

/** Slack opens the link by itself, and tells the app of it. */
export const openLink: PlainButton = { id: homeIds.openLink, pressPlain: async () => {} };
