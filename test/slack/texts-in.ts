/** Every text object inside blocks, attachments or a view, by its type. */
export function textsIn(value: unknown, type?: 'mrkdwn' | 'plain_text'): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => textsIn(one, type));
  if (typeof value !== 'object' || value === null) return [];
  const { type: is, text } = value as { type?: unknown; text?: unknown };
  const own =
    (is === 'mrkdwn' || is === 'plain_text') && typeof text === 'string' && (type === undefined || is === type)
      ? [text]
      : [];
  return [...own, ...Object.values(value).flatMap((one) => textsIn(one, type))];
}
