import { z } from 'zod';

/** Who an outside target is scanned as: a list of identities, as `src/identities/identity.ts` has them. */
export const identitiesSchema = z.array(
  z.strictObject({
    name: z.string(),
    role: z.string().optional(),
    credentials: z.array(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('bearer'), token: z.string() }),
        z.strictObject({ kind: z.literal('basic'), user: z.string(), password: z.string() }),
        z.strictObject({
          kind: z.literal('api-key'),
          in: z.enum(['header', 'query', 'cookie']),
          name: z.string(),
          value: z.string(),
        }),
        z.strictObject({ kind: z.literal('cookie'), name: z.string(), value: z.string() }),
      ]),
    ),
  }),
);
