import { z } from 'zod';

/** What a result says of the service and of those who asked it. */
export const surface = z.object({
  framework: z
    .object({
      name: z.string(),
      version: z.string().optional(),
      confidence: z.enum(['certain', 'likely', 'weak']),
      evidence: z.array(z.string()),
    })
    .optional(),
  credential: z.object({ kind: z.string(), evidence: z.array(z.string()) }),
  certificate: z
    .object({ validTo: z.string().describe('ISO 8601') })
    .optional()
    .describe('of the service itself; absent without TLS'),
  spec: z
    .object({
      uri: z.string(),
      version: z.string(),
      title: z.string(),
      operations: z.number(),
      problems: z.array(z.string()),
      documents: z
        .array(z.object({ uri: z.string(), version: z.string(), title: z.string() }))
        .optional()
        .describe('all documents, the main one first, where several were read as one'),
    })
    .optional(),
  identities: z.array(
    z.object({
      name: z.string(),
      role: z.string().optional(),
      roleSource: z.string().optional().describe('where the role was read; absent where the user stated it'),
      login: z.string().optional().describe('how its session was made, where the scan logged in'),
      renewals: z.number().optional().describe('how often its session was made anew; absent for never'),
      proof: z.string().describe('the answer that anonymous does not get, or why none was needed'),
      accepted: z
        .enum(['accepted', 'refused', 'never-needed', 'unclear'])
        .optional()
        .describe(
          'what became of the credential; unclear: only forbidden places refuse it, which may be a matter of rights; absent for anonymous',
        ),
      acceptedAt: z
        .array(z.string())
        .optional()
        .describe('places that it opened and that are closed to anonymous: some, not all'),
      warning: z
        .string()
        .optional()
        .describe('why it would hardly be accepted, where that can be read off it'),
    }),
  ),
});
