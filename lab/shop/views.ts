import { z } from 'zod';
import type { User } from './rows.ts';

/** Schemas that several areas share. */
export const EMAIL = z.email().max(120);
export const NAME = z.string().min(1).max(60);
export const TEXT = z.string().min(1).max(400);
export const NUMBER = z.int().min(1).max(1_000_000_000);
export const CENTS = z.int().min(1).max(1_000_000);

export const PROFILE = z.object({
  id: z.int(),
  tenant: z.int(),
  email: z.string(),
  name: z.string(),
  phone: z.string().optional(),
  role: z.string(),
  verified: z.boolean(),
  balance: z.int(),
  settings: z.object({ plan: z.string(), newsletter: z.boolean() }),
});

/** What a user sees of himself. */
export function profileOf({ password: _, ...shown }: User): z.infer<typeof PROFILE> {
  return shown;
}
