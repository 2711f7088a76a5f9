import { z } from 'zod';
import { SEVERITIES } from '../../result.ts';

const DAYS_OF_YEAR = 365;

/** When an alert rule has something to tell, after each scan that ended. */
export const condition = z.discriminatedUnion('type', [
  z
    .strictObject({
      type: z.literal('new-finding'),
      severity: z.enum(SEVERITIES).default('high').describe('or worse'),
    })
    .describe('a finding, or a place of one, that was not there before; also one that is back'),
  z
    .strictObject({ type: z.literal('score-below'), score: z.number().min(1).max(100) })
    .describe('the score is less'),
  z
    .strictObject({ type: z.literal('grade-changed'), direction: z.enum(['worse', 'any']).default('worse') })
    .describe('the grade is another one than in the scan before'),
  z
    .strictObject({
      type: z.literal('coverage-fell'),
      points: z.number().min(1).max(100).default(10).describe('percentage points, at least'),
    })
    .describe('less was looked at than in the scan before'),
  z.strictObject({ type: z.literal('login-lost') }).describe('a credential was refused, or a session ended'),
  z.strictObject({ type: z.literal('scan-failed') }).describe('a scan ended without a result'),
  z
    .strictObject({
      type: z.literal('certificate-expires'),
      days: z.int().min(1).max(DAYS_OF_YEAR).default(14),
    })
    .describe('the certificate of the API expires within so many days'),
  z
    .strictObject({ type: z.literal('memory-growth') })
    .describe('the service keeps memory for each credential, and did not in the scan before'),
]);
export type Condition = z.infer<typeof condition>;
