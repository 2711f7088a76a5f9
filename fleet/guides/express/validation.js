// region: fixed
import { z } from 'zod';
import { Problem } from './errors.js';

export const Credentials = z.strictObject({
  username: z.string().regex(/^[A-Za-z0-9_-]{3,32}$/),
  password: z.string().min(12).max(128),
});
export const NoteInput = z.strictObject({ title: z.string().min(1).max(200), body: z.string().max(5_000) });
export const Page = z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(20) });
export const OneNote = z.strictObject({ id: z.uuid() });

/** What the schema let through; 400 for everything else. Properties that it does not name are refused. */
export function valid(schema, value) {
  const { data, error } = schema.safeParse(value);
  if (error) throw new Problem(400, z.prettifyError(error));
  return data;
}
// endregion

export const LoginInput = z.strictObject({ username: z.string().max(32), password: z.string().max(128) });
export const MeUpdate = z
  .strictObject({ name: z.string().min(1).max(100), email: z.email().max(254) })
  .partial()
  .refine((sent) => Object.keys(sent).length > 0, 'name or email');
export const AnnouncementInput = z.strictObject({ text: z.string().min(1).max(1_000) });
export const Search = z.strictObject({ q: z.string().min(1).max(100) });
export const Lookup = z.strictObject({
  host: z
    .string()
    .max(253)
    .regex(/^(?!-)[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*$/),
});
export const PreviewInput = z.strictObject({ url: z.url().max(2_000) });
export const AvatarName = z.strictObject({ name: z.string().regex(/^[0-9a-f-]{36}\.(?:png|jpg)$/) });
