import { z } from 'zod';

/** Who an outside target is scanned as: a list of identities, as `src/identities/identity.ts` has them. */
const identities = z.array(
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

/** What is said about an outside target on the command line: a list of identities, or more. */
export const saidSchema = z.union([
  identities.transform((list) => ({ identities: list, foreignToken: undefined, spec: undefined })),
  z.strictObject({
    identities: identities.default([]),
    /** A JWT that the issuer gave out for another service. */
    foreignToken: z.string().optional(),
    /** Path of the OpenAPI document. */
    spec: z.string().optional(),
  }),
]);
