import { z } from 'zod';
import { RetentionResultSchema } from './result.ts';

/** One operation that the probe of a scan measured, or was to measure. */
export const RetentionTargetSchema = z.object({
  operation: z.string().describe('operation id, such as "GET /me"'),
  takesCredential: z
    .enum(['named', 'refuses', 'documented', 'reads', 'unknown'])
    .describe(
      'what shows that it takes one: named by the user, refuses without, secured in the document, answers otherwise with one; unknown counts for no score',
    ),
  verdict: RetentionResultSchema.shape.verdict.optional().describe('absent where it was not measured'),
  per: RetentionResultSchema.shape.per.optional(),
  arm: RetentionResultSchema.shape.arm.optional(),
  bytes: z
    .object({ estimate: z.number(), low: z.number(), high: z.number() })
    .optional()
    .describe('bytes kept per credential, connection, certificate or request; 99 % interval'),
  upperBoundBytes: z.number().optional().describe('no more than this is kept of each'),
  severity: RetentionResultSchema.shape.severity,
  requests: z.number().optional(),
  reason: z.string().describe('which condition decided, or why it was not measured'),
});
