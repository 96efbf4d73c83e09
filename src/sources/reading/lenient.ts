import { z } from 'zod';

/*
 * Fields of a product's record that are good to have: one of a wrong type is as good as absent. A product that changes a
 * detail must not cost an alert; only what identifies the alert is worth a reject.
 */

/** A text that is not empty; numbers and booleans as text. */
export const text = z
  .union([z.string(), z.number(), z.boolean()])
  .transform((value) => String(value).trim())
  .pipe(z.string().min(1))
  .optional()
  .catch(undefined);

export const flag = z.boolean().optional().catch(undefined);

/** An object with these fields, others are dropped. */
export function part<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.object(shape).optional().catch(undefined);
}

/** The elements of a list that fit; no list is an empty one. */
export function list<Item extends z.ZodType>(item: Item) {
  return z
    .array(z.unknown())
    .catch([])
    .transform((values) =>
      values.flatMap((value) => {
        const parsed = item.safeParse(value);
        return parsed.success && parsed.data !== undefined ? [parsed.data as NonNullable<z.output<Item>>] : [];
      }),
    );
}
