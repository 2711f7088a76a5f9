import { createRoute, z } from '@hono/zod-openapi';
import { upgraded } from '../../archive/upgrade.ts';
import { compareResults } from '../../compare/diff.ts';
import { createRedactor } from '../../redaction/redactor.ts';
import { redactedResult } from '../../redaction/whole-result.ts';
import { PLAIN } from '../../report/context.ts';
import type { Format } from '../../report/index.ts';
import { FORMATS, reporterFor } from '../../report/index.ts';
import type { Finding, ScanResult } from '../../result.ts';
import { CONFIDENCES, SEVERITIES, scanResult } from '../../result.ts';
import { VERSION } from '../../version.ts';
import { digestOf } from '../digest.ts';
import { takeIn } from '../intake.ts';
import { pack, unpack, unpackText } from '../packed.ts';
import { note } from '../store/audit.ts';
import { seenBefore } from '../store/findings.ts';
import { resultOf } from '../store/results.ts';
import { insertScan, scanById } from '../store/scans.ts';
import type { Store } from '../store/store.ts';
import { apiAt } from './api-of-address.ts';
import { needs } from './authenticate.ts';
import { keepable } from './keepable.ts';
import { absent, Problem, problems } from './problem.ts';
import { json, router, SECURITY, type Service } from './service.ts';
import { idParam, text } from './text.ts';
import { scanView, showScan } from './views.ts';

const TYPES: Readonly<Record<Format, string>> = {
  summary: 'text/plain; charset=utf-8',
  table: 'text/plain; charset=utf-8',
  json: 'application/json',
  sarif: 'application/sarif+json',
  junit: 'application/xml',
  markdown: 'text/markdown; charset=utf-8',
  html: 'text/html; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  github: 'text/plain; charset=utf-8',
  gitlab: 'application/json',
  'gitlab-dast': 'application/json',
};

/** What a report quotes of a hostile service cannot run, load or lead anywhere. */
export const REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";

const MOST_MS = 2 ** 31 - 1;
/** What the tables take of a result, beside its own schema. */
const givenResult = z
  .looseObject({
    version: z.string().max(20),
    id: z.string().regex(/^[\w-]{1,100}$/),
    startedAt: z.iso.datetime().max(40),
    durationMs: z.number().min(0).max(MOST_MS),
  })
  .openapi('GivenResult', { description: 'see schema/result.schema.json of the package' });

const changed = z
  .object({
    fingerprint: z.string(),
    rule: z.string(),
    severity: z.enum(SEVERITIES),
    confidence: z.enum(CONFIDENCES),
    title: z.string(),
    locations: z.array(z.object({ operation: z.string().optional(), method: z.string(), url: z.string() })),
  })
  .openapi('ComparedFinding');
const comparison = z
  .object({
    appeared: z.array(changed).describe('not known before, or not at these places'),
    regressed: z
      .array(changed)
      .describe('known before the first of the two scans, not seen in it, and back in the second'),
    resolved: z.array(changed),
    notTested: z
      .array(changed)
      .describe('not seen again where nobody looked: nothing says that they are mended'),
    remaining: z.array(changed),
    scoreChange: z.number().nullable(),
    notLookedAt: z.array(z.string()).describe('rules that ran then and not now'),
  })
  .openapi('Comparison');

export function resultRoutes({ store }: Service) {
  return router()
    .openapi(
      createRoute({
        method: 'get',
        path: '/scans/{id}/result',
        operationId: 'resultOfScan',
        tags: ['Scans'],
        security: SECURITY,
        middleware: needs('read'),
        request: {
          params: idParam('scan'),
          query: z.object({ format: z.enum(FORMATS).default('json') }),
        },
        responses: {
          200: {
            description: 'The result, as the format says',
            content: Object.fromEntries(
              [...new Set(Object.values(TYPES))].map((type) => [type, { schema: z.unknown() }]),
            ),
          },
          ...problems(400, 404),
        },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        const { format } = context.req.valid('query');
        const packed = await packedResult(store, id);
        context.header('Content-Type', TYPES[format]);
        context.header('Content-Security-Policy', REPORT_POLICY);
        context.header('Vary', 'Accept-Encoding');
        if (format === 'json' && /\bgzip\b/.test(context.req.header('accept-encoding') ?? '')) {
          context.header('Content-Encoding', 'gzip');
          return context.body(new Uint8Array(packed), 200) as never;
        }
        if (format === 'json') return context.body(new Uint8Array(await unpackText(packed)), 200) as never;
        const report = await reporterFor(format);
        return context.body(report(await unpack(packed), PLAIN), 200) as never;
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/results',
        operationId: 'uploadResult',
        tags: ['Scans'],
        description:
          'Takes in what "middlebrick scan --format json" wrote, once for each id: again it answers as the first time. An API that is not known yet is made of the address of the target.',
        security: SECURITY,
        middleware: needs('scan'),
        request: {
          body: {
            required: true,
            // The schema is that of results; a second one in this document would be a hundred kilobytes.
            content: {
              'application/json': { schema: givenResult },
            },
          },
        },
        responses: {
          200: json(scanView, 'Known already'),
          201: json(scanView, 'Taken in'),
          ...problems(400, 409, 413),
        },
      }),
      async (context) => {
        const result = await redacted(readGiven(context.req.valid('json')));
        const caller = context.get('caller').id;
        const { row, isNew } = await upload(store, result, caller);
        return context.json(showScan(row), isNew ? 201 : 200, { Location: `/api/v1/scans/${row.id}` });
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/compare',
        operationId: 'compareScans',
        tags: ['Scans'],
        security: SECURITY,
        middleware: needs('read'),
        request: { query: z.object({ before: text(1, 100), after: text(1, 100) }) },
        responses: { 200: json(comparison, 'What changed'), ...problems(400, 404) },
      }),
      async (context) => {
        const { before, after } = context.req.valid('query');
        const first = await unpack(await packedResult(store, before));
        const diff = compareResults(first, await unpack(await packedResult(store, after)));
        const back = await backAgain(store, after, diff.appeared, first);
        return context.json(
          {
            appeared: diff.appeared.filter(({ fingerprint }) => !back.has(fingerprint)).map(showChanged),
            regressed: diff.appeared.filter(({ fingerprint }) => back.has(fingerprint)).map(showChanged),
            resolved: diff.resolved.map(showChanged),
            notTested: diff.notTested.map(showChanged),
            remaining: diff.remaining.map(showChanged),
            scoreChange: diff.scoreChange,
            notLookedAt: [...diff.notLookedAt],
          },
          200,
        );
      },
    );
}

/** Fingerprints of findings that the API had before, and in the first of the two scans had not. */
async function backAgain(store: Store, scan: string, appeared: readonly Finding[], first: ScanResult) {
  const api = (await scanById(store.db, scan))?.api_id ?? '';
  // One that was there is new only at other places.
  const there = new Set(first.findings.map(({ fingerprint }) => fingerprint));
  const fingerprints = appeared.map(({ fingerprint }) => fingerprint).filter((one) => !there.has(one));
  return await seenBefore(store.db, api, fingerprints, new Date(first.startedAt));
}

function showChanged(finding: Finding): z.infer<typeof changed> {
  const { fingerprint, rule, severity, confidence, title } = finding;
  const locations = finding.locations.map(({ operation, method, url }) => ({
    ...(operation === undefined ? {} : { operation }),
    method,
    url,
  }));
  return { fingerprint, rule, severity, confidence, title, locations };
}

async function packedResult(store: Store, id: string): Promise<Buffer> {
  const packed = await resultOf(store.db, id);
  if (packed) return packed;
  const scan = await scanById(store.db, id);
  if (scan === undefined) throw absent('scan');
  // Cancelled scans may have had one too.
  if (scan.label !== null)
    throw new Problem(404, 'result-removed', 'The result was removed: it was older than the settings keep.');
  throw new Problem(404, 'no-result', `The scan has no result: it is ${scan.status}.`);
}

function readGiven(given: unknown): ScanResult {
  const read = scanResult.safeParse(upgraded(given));
  if (read.success) return read.data;
  const errors = read.error.issues.slice(0, 10).map(({ path, message }) => ({
    at: path.map(String).join('.') || 'body',
    detail: message,
  }));
  throw new Problem(400, 'no-result', 'This is no result of middlebrick (--format json).', { errors });
}

/** What this version wrote has been through it; older ones knew fewer secrets. It takes half a second a megabyte. */
async function redacted(result: ScanResult): Promise<ScanResult> {
  return result.tool.version === VERSION ? result : await redactedResult(result, createRedactor([]));
}

async function upload(store: Store, result: ScanResult, caller: string) {
  const packed = await pack(result);
  const digest = digestOf(result);
  const writing = store.db.transaction().execute(async (trx) => {
    const api = await apiAt(trx, result.target.url, caller);
    const created = await insertScan(trx, {
      id: result.id,
      api_id: api.id,
      status: 'running',
      origin: 'upload',
      source: 'upload',
      mode: result.mode,
      options: '{}',
      created_by: caller,
    });
    if (created) {
      await takeIn(trx, { id: created.id, api: api.id, attempt: created.attempt }, digest, packed);
      await note(trx, caller, 'result.upload', created.id, { api: api.id });
    }
    const row = await scanById(trx, result.id);
    if (row === undefined) throw absent('scan');
    if (row.source !== 'upload') throw new Problem(409, 'known-scan', 'This server made that scan itself.');
    return { row, isNew: created !== undefined };
  });
  return await keepable(writing);
}

export type ComparisonView = z.infer<typeof comparison>;
