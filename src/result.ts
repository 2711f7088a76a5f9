import { z } from 'zod';
import { surface } from './result-surface.ts';
import { RetentionResultSchema } from './retention/result.ts';
import { RetentionTargetSchema } from './retention/target-row.ts';

/** The one document that every reporter, store and surface reads; docs/result.md lists what each version changed. */
export const RESULT_VERSION = '2.0';
export const RESULT_SCHEMA =
  'https://raw.githubusercontent.com/middlebrick/middlebrick/main/schema/result.schema.json';

export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;
export const CONFIDENCES = ['confirmed', 'likely', 'tentative'] as const;
export const STATUSES = ['failed', 'passed', 'skipped', 'errored'] as const;
export const GRADES = ['A', 'B', 'C', 'D', 'F'] as const;

/** `partial` of a result whose scan was interrupted. */
export const STOPPED_BY_USER = 'stopped by the user';

/**
 * What an operation answered to its ordinary request, at best. `tested`: it was seen at work. Every other word says that
 * it was not, and why.
 */
export const OPERATION_STATUSES = [
  'tested',
  'empty',
  'unauthorized',
  'forbidden',
  'bad-request',
  'unsupported-media-type',
  'method-not-allowed',
  'redirected',
  'rate-limited',
  'server-error',
  'unexpected',
  'not-found',
  'no-answer',
  'skipped',
] as const;

/** What one identity got from an operation. */
export const ACCESS = ['allowed', 'denied', 'not-found', 'error', 'not-tested'] as const;

/** What a grade speaks of: how much of the API the scan was let in to see. */
export const EXTENTS = ['public surface only', 'one user', 'two users'] as const;

export type OperationStatus = (typeof OPERATION_STATUSES)[number];
export type Access = (typeof ACCESS)[number];
export type Extent = (typeof EXTENTS)[number];
export type Severity = (typeof SEVERITIES)[number];
export type Confidence = (typeof CONFIDENCES)[number];
/** A failure to look is `errored` or `skipped`, never `passed`. */
export type Status = (typeof STATUSES)[number];
export type Grade = (typeof GRADES)[number];

const severity = z.enum(SEVERITIES);
const headers = z.array(z.tuple([z.string(), z.string()]));

const message = z.object({
  request: z.object({
    method: z.string(),
    url: z.string(),
    headers,
    body: z.string().optional(),
  }),
  response: z.object({
    status: z.number().describe('0 where no answer came'),
    httpVersion: z.string(),
    headers,
    body: z.string().describe('redacted; cut to an excerpt around what matters'),
    bodyBytes: z.number(),
    totalMs: z.number(),
  }),
});

const evidence = message.extend({
  note: z.string().describe('what to see in this exchange'),
  identity: z.string(),
  curl: z.string().describe('the request as a shell line; secrets stand as environment variables'),
});

const location = z.object({
  fingerprint: z.string().describe('rule, cause and place: stable from scan to scan'),
  operation: z.string().optional().describe('operation id, such as "GET /users/{id}"'),
  method: z.string(),
  url: z.string(),
  evidenceSummary: z.string().describe('what was seen here, in one sentence'),
  spec: z.object({ uri: z.string(), pointer: z.string(), line: z.number().optional() }).optional(),
});

const guide = z.object({
  command: z.string().describe('the command that prints the whole guide'),
  framework: z.string().optional().describe('as the guide names it; absent where it has no page for it'),
  credential: z.string().optional(),
  remediation: z
    .string()
    .describe('Markdown with code, for this framework and kind of credential; frozen as of the scan'),
});

export const finding = z.object({
  fingerprint: z.string().describe('rule and cause: stable from scan to scan'),
  rule: z.string(),
  check: z.string(),
  severity,
  severityReason: z
    .string()
    .optional()
    .describe('why the severity is not the band of the CVSS score; absent where they agree'),
  confidence: z.enum(CONFIDENCES),
  title: z.string(),
  description: z.string(),
  remediation: z.string().describe('what to do, in one or two sentences'),
  guide: guide.optional(),
  cwe: z.array(z.number()),
  owasp: z.string(),
  cvss: z.object({ vector: z.string(), score: z.number() }),
  compliance: z.array(z.object({ standard: z.string(), item: z.string() })),
  locations: z.array(location).min(1).describe('most telling first'),
  evidence: z.array(evidence).min(1),
  control: z.union([evidence, z.object({ fact: z.string() })]).optional(),
  unlocks: z
    .array(z.string())
    .optional()
    .describe('operations that refuse the user and serve whoever uses this flaw; absent where none was seen'),
  related: z
    .array(
      z.object({
        rule: z.string(),
        title: z.string(),
        fingerprint: z.string(),
        locations: z.array(location.pick({ fingerprint: true, operation: true, method: true, url: true })),
      }),
    )
    .optional()
    .describe('findings of the same cause that this one stands for: they are not listed and not scored'),
  suppressed: z
    .object({ reason: z.string(), until: z.string().optional() })
    .optional()
    .describe('accepted by the user: not scored, still shown'),
});

const placeCounts = z.object({
  kind: z.string().describe('what the rule looks at: parameters, operations, objects'),
  total: z.number().describe('how many there are'),
  required: z.number().describe('how many have to be tested: fewer where all are alike'),
  tested: z.number().describe('how many the rule tested, of those required'),
});

const ruleOutcome = z.object({
  rule: z.string(),
  title: z.string(),
  status: z.enum(STATUSES),
  reason: z.string().optional().describe('why it did not test, or not everywhere'),
  locations: placeCounts.optional(),
});

const checkOutcome = z.object({
  id: z.string(),
  title: z.string(),
  owasp: z.string(),
  weight: z.number(),
  status: z.enum(STATUSES),
  reason: z.string().optional(),
  score: z.number().nullable().describe('0 to 100; null when the check did not run'),
  coverage: z
    .number()
    .nullable()
    .describe(
      'share of what its essential rules had to look at, 0 to 1; null where the API has nothing of the kind',
    ),
  rules: z.array(ruleOutcome),
});

const operationOutcome = z.object({
  id: z.string(),
  method: z.string(),
  path: z.string(),
  source: z
    .enum(['spec', 'request', 'graphql', 'crawl', 'target', 'guess'])
    .describe(
      'how the scan came to know of it; request: from a collection, recording or command that was given',
    ),
  status: z.enum(OPERATION_STATUSES),
  reason: z.string().optional(),
  testedAs: z
    .array(z.string())
    .optional()
    .describe('identities whose credential was sent to it; absent where none was'),
  access: z
    .array(z.object({ identity: z.string(), result: z.enum(ACCESS) }))
    .optional()
    .describe('the row of the authorization matrix: what each identity got; absent where nobody asked'),
});

const writtenBy = z.object({
  operation: z.string(),
  identity: z.string().describe('the identity that sent it'),
  created: z.number().describe('objects and accounts that were made, or may have been where no answer came'),
  notRemoved: z.number().describe('how many of them could not be removed'),
  updates: z.number().describe('changes sent to what the scan had made'),
  deletions: z.number().describe('removals sent to what the scan had made'),
  refused: z
    .number()
    .describe('requests that made nothing, because the service refused or they were not sent'),
  other: z.number().describe('requests that change nothing, such as logins and queries'),
});

export const scanResult = z.object({
  $schema: z.literal(RESULT_SCHEMA),
  version: z.literal(RESULT_VERSION),
  id: z.string(),
  tool: z.object({ name: z.literal('middlebrick'), version: z.string() }),
  startedAt: z.string(),
  durationMs: z.number(),
  partial: z.string().optional().describe('why the scan ended early; absent when it is whole'),
  mode: z.enum(['safe', 'active']),
  target: z.object({ url: z.string(), scope: z.array(z.string()) }),
  surface,
  score: z.object({
    formula: z.string().describe('version of the scoring formula'),
    value: z.number().nullable().describe('0 to 100; null when too little was looked at'),
    grade: z.enum(GRADES).nullable(),
    withheld: z.string().optional().describe('why there is no grade'),
    extent: z.enum(EXTENTS).describe('how much of the API the scan was let in to see'),
    label: z.string().describe('extent, mode and operations reached, in one line'),
    partial: z
      .string()
      .optional()
      .describe('what the grade does not speak of; a gate does not pass on it unless told to'),
    operations: z.object({ known: z.number(), reached: z.number() }),
    coverage: z.number().describe('coverage of the checks, weighted, 0 to 1'),
    caps: z.array(z.object({ limit: z.number(), reason: z.string() })),
  }),
  checks: z.array(checkOutcome),
  findings: z.array(finding).describe('ranked: what to fix first stands first'),
  operations: z.array(operationOutcome),
  retention: RetentionResultSchema.omit({ trace: true })
    .optional()
    .describe(
      'what the retention probe measured, its samples thinned to a curve; absent where it did not run',
    ),
  retentionTargets: z
    .array(RetentionTargetSchema)
    .optional()
    .describe('every operation that the retention probe measured, or was to; `retention` is the gravest'),
  notTested: z
    .array(z.object({ what: z.string(), tested: z.number(), total: z.number(), reason: z.string() }))
    .optional()
    .describe('what is there and was not tested because of bounds of the scanner; absent where nothing is'),
  notRemoved: z
    .array(z.string())
    .optional()
    .describe('what the scan made in active mode and could not remove; absent where nothing is left'),
  writes: z
    .array(writtenBy)
    .optional()
    .describe('what the scan wrote in active mode, by operation and identity; absent where it wrote nothing'),
  traffic: z.object({
    requests: z.number(),
    failures: z.number(),
    bytesReceived: z.number(),
    slowdowns: z.number().describe('how often 429, 503 or latency made the scan slow down'),
    truncated: z
      .number()
      .optional()
      .describe('answers of which only the beginning was read or kept; absent where all were whole'),
    rateLimited: z.number().optional().describe('requests that a rate limit refused, bursts left out'),
    rateLimit: z
      .object({
        requests: z.number().optional().describe('in one window'),
        windowMs: z.number().optional(),
      })
      .optional()
      .describe('the rate limit as announced or measured; absent where none refused'),
  }),
});

export type ScanResult = z.infer<typeof scanResult>;
export type Finding = z.infer<typeof finding>;
export type FindingLocation = z.infer<typeof location>;
export type FindingEvidence = z.infer<typeof evidence>;
export type CheckOutcome = z.infer<typeof checkOutcome>;
/** What a report shows of a retention run, with its trace or without. */
export type Retention = NonNullable<ScanResult['retention']>;
/** One operation that the retention probe of a scan measured, or was to. */
export type RetentionTarget = z.infer<typeof RetentionTargetSchema>;
/** A row of what a scan wrote. */
export type WrittenBy = z.infer<typeof writtenBy>;
export type PlaceCounts = z.infer<typeof placeCounts>;
export type RuleOutcome = z.infer<typeof ruleOutcome>;
export type OperationOutcome = z.infer<typeof operationOutcome>;
