import { z } from '@hono/zod-openapi';
import { isStorable } from '../store/json.ts';

/** A text that a caller gives, as the database can keep it. */
export function text(least: number, most: number) {
  return z
    .string()
    .min(least)
    .max(most)
    .regex(/^[^\0]*$/, UNSTORABLE)
    .refine(isStorable, UNSTORABLE);
}

const UNSTORABLE = 'holds a character that cannot be kept';

/** A whole number of a query, in digits: JavaScript would take blanks and hexadecimal for numbers too. */
export function whole(least: number, most: number, usual: number) {
  return z
    .string()
    .regex(/^\d{1,16}$/, 'takes a whole number')
    .transform(Number)
    .pipe(z.int().min(least).max(most))
    .default(usual)
    .openapi({ type: 'integer', minimum: least, maximum: most, default: usual });
}

/** Ids are ours; whatever else stands there names nothing. */
export const idParam = (what: string) =>
  z.object({
    id: text(1, 100).openapi({ param: { name: 'id', in: 'path' }, description: `id of the ${what}` }),
  });

/** A moment that an answer tells. */
export const time = z.iso.datetime().openapi({ example: '2026-11-27T12:00:00.000Z' });
