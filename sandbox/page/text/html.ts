import { html } from 'hono/html';

/** A piece of page whose values are already escaped; what the `html` tag of hono returns. */
export type Html = ReturnType<typeof html>;

/** Nothing to show; keeps conditional pieces one type. */
export const nothing: Html = html``;
