import { z } from '@hono/zod-openapi';
import { isStorable } from '../store/json.ts';

/** A text that a caller gives, as the database can keep it. */
export function text(least: number, most: number) {
  return z.string().min(least).max(most).refine(isStorable, 'holds a character that cannot be kept');
}

/** Ids are ours; whatever else stands there names nothing. */
export const idParam = (what: string) =>
  z.object({
    id: z
      .string()
      .min(1)
      .max(100)
      .refine(isStorable, 'holds a character that cannot be kept')
      .openapi({ param: { name: 'id', in: 'path' }, description: `id of the ${what}` }),
  });
