import { createHash } from 'node:crypto';
import type { Context } from 'hono';

/** Gives every successful GET its ETag, and answers 304 to a client that has it already. */
export async function answerEtag(c: Context, next: () => Promise<void>): Promise<void> {
  await next();
  if (c.req.method !== 'GET' || c.res.status !== 200) return;
  const bytes = await c.res.clone().arrayBuffer();
  const digest = createHash('sha256').update(Buffer.from(bytes)).digest('hex');
  c.header('etag', `W/"${digest}"`);
  const known = (c.req.header('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known.includes(`"${digest}"`)) c.res = new Response(null, { status: 304, headers: c.res.headers });
}
