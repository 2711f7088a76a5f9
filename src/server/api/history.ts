import { createRoute, z } from '@hono/zod-openapi';
import { ACCESS, SEVERITIES, STATUSES } from '../../result.ts';
import { apiById } from '../store/apis.ts';
import type { MatrixSummary } from '../store/dashboard-tables.ts';
import { findingAges } from '../store/finding-ages.ts';
import { checksOf, matricesOf } from '../store/scan-summaries.ts';
import { needs } from './authenticate.ts';
import { absent, problems } from './problem.ts';
import { json, router, SECURITY, type Service } from './service.ts';
import { idParam, whole } from './text.ts';

const MOST_SCANS = 200;

const checkHistory = z
  .object({
    scans: z.array(
      z.object({
        scan: z.string(),
        at: z.iso.datetime(),
        checks: z.array(
          z.object({
            id: z.string(),
            title: z.string(),
            status: z.enum(STATUSES),
            score: z.number().nullable(),
            coverage: z.number().nullable(),
          }),
        ),
      }),
    ),
  })
  .openapi('CheckHistory');

const ages = z
  .object({
    items: z.array(
      z
        .object({
          severity: z.enum(SEVERITIES),
          week: z.int().describe('first seen within 7 days'),
          month: z.int().describe('7 to 30 days ago'),
          quarter: z.int().describe('30 to 90 days ago'),
          older: z.int(),
        })
        .openapi('FindingAges'),
    ),
  })
  .describe('severities without an open finding are left out');

const matrix = z
  .object({
    scan: z.string().nullable().describe('the newest scan with a result; null where there is none'),
    before: z.string().nullable().describe('the one that it is compared with'),
    identities: z.array(z.string()),
    rows: z.array(
      z.object({
        operation: z.string(),
        results: z.array(z.enum(ACCESS)).describe('what each identity got, in their order'),
        before: z
          .array(z.enum(ACCESS).nullable())
          .nullable()
          .describe('what they got in the scan before, where that was something else'),
      }),
    ),
    gone: z.array(z.string()).describe('operations that only the scan before knew'),
  })
  .openapi('AuthorizationMatrix');

export function historyRoutes({ store }: Service) {
  async function known(id: string): Promise<void> {
    if ((await apiById(store.db, id)) === undefined) throw absent('API');
  }
  const of = { tags: ['APIs'], security: SECURITY, middleware: needs('read') };
  return router()
    .openapi(
      createRoute({
        ...of,
        method: 'get',
        path: '/apis/{id}/checks',
        operationId: 'checksOfApi',
        description: 'The score of each check from scan to scan.',
        request: {
          params: idParam('API'),
          query: z.object({
            limit: whole(1, MOST_SCANS, 20).describe('how many scans'),
          }),
        },
        responses: { 200: json(checkHistory, 'Oldest first'), ...problems(400, 404) },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        await known(id);
        const rows = await checksOf(store.db, id, context.req.valid('query').limit);
        const scans = rows.map(({ at, checks, scan }) => ({
          scan,
          at: at.toISOString(),
          checks: [...checks],
        }));
        return context.json({ scans }, 200);
      },
    )
    .openapi(
      createRoute({
        ...of,
        method: 'get',
        path: '/apis/{id}/finding-ages',
        operationId: 'findingAgesOfApi',
        description: 'How many open findings of each severity are how old.',
        request: { params: idParam('API') },
        responses: { 200: json(ages, 'Gravest first'), ...problems(404) },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        await known(id);
        return context.json({ items: await findingAges(store.db, id) }, 200);
      },
    )
    .openapi(
      createRoute({
        ...of,
        method: 'get',
        path: '/apis/{id}/authorization',
        operationId: 'authorizationOfApi',
        description: 'What each identity got from each operation, and what it got in the scan before.',
        request: { params: idParam('API') },
        responses: { 200: json(matrix, 'As of the newest scan'), ...problems(404) },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        await known(id);
        const [newest, earlier] = await matricesOf(store.db, id);
        const { identities, rows } = newest?.matrix ?? { identities: [], rows: [] };
        const before = resultsByName(earlier?.matrix);
        return context.json(
          {
            scan: newest?.scan ?? null,
            before: earlier?.scan ?? null,
            identities: [...identities],
            rows: rows.map(({ operation, results }) => {
              const then = identities.map((name) => before.get(operation)?.get(name) ?? null);
              const isOther = earlier !== undefined && results.some((got, at) => got !== then[at]);
              return { operation, results: [...results], before: isOther ? then : null };
            }),
            gone: [...before.keys()].filter((name) => !rows.some(({ operation }) => operation === name)),
          },
          200,
        );
      },
    );
}

function resultsByName(matrix: MatrixSummary | undefined) {
  const { identities, rows } = matrix ?? { identities: [], rows: [] };
  return new Map(
    rows.map(({ operation, results }) => [
      operation,
      new Map(results.map((got, at) => [identities[at] ?? '', got])),
    ]),
  );
}

export type CheckHistory = z.infer<typeof checkHistory>;

export type FindingAgesView = z.infer<typeof ages>;

export type AuthorizationView = z.infer<typeof matrix>;
