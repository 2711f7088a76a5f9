import { createRoute, z } from '@hono/zod-openapi';
import { GRADES, SEVERITIES } from '../../result.ts';
import { OVERVIEW_ORDERS, type OverviewRow, overview, overviewTotals } from '../store/overview.ts';
import { SCAN_STATUSES } from '../store/schema.ts';
import { needs } from './authenticate.ts';
import { cursorFrom, cursorId, paged, pageOf, pageQuery, readCursor } from './paging.ts';
import { problems } from './problem.ts';
import { json, router, SECURITY, type Service } from './service.ts';
import { text } from './text.ts';
import { apiView, openCounts, showApi } from './views.ts';

const positionShape = z
  .tuple([z.union([z.number(), z.string().max(200)]), cursorId])
  .transform(([position, id]) => ({ position, id }));

const overviewItem = apiView
  .extend({
    grade: z.enum(GRADES).nullable().describe('of the newest scan with a result'),
    score: z.number().nullable(),
    label: z.string().nullable().describe('what the grade speaks of'),
    coverage: z.number().nullable(),
    partial: z.string().nullable().describe('why that scan ended early'),
    open: openCounts.nullable().describe('findings that are open today; null before the first scan'),
    worst: z
      .object({ id: z.string(), title: z.string(), severity: z.enum(SEVERITIES) })
      .nullable()
      .describe('its gravest open finding'),
    scores: z.array(z.number()).describe('of its newest 20 scans, oldest first'),
    underWay: z
      .object({ id: z.string(), status: z.enum(SCAN_STATUSES) })
      .nullable()
      .describe('a scan that waits or runs'),
    failed: z
      .object({ id: z.string(), message: z.string() })
      .nullable()
      .describe('its newest scan, where that failed'),
  })
  .openapi('OverviewItem');

function show(row: OverviewRow): z.infer<typeof overviewItem> {
  const { grade, score, label, coverage, partial, open, worst, failed } = row;
  return {
    ...showApi(row),
    ...{ grade, score, label, coverage, partial, open, worst, failed },
    scores: row.scores.toReversed(),
    underWay: row.under_way,
  };
}

const totals = z
  .object({
    apis: z.int(),
    grades: z
      .array(z.object({ grade: z.enum(GRADES).nullable(), count: z.int() }))
      .describe('how many APIs have which grade; null: none yet'),
    labels: z.array(z.string()).describe('that are in use, 200 at most'),
  })
  .openapi('OverviewTotals');

export function overviewRoutes({ store }: Service) {
  return router()
    .openapi(
      createRoute({
        method: 'get',
        path: '/overview',
        operationId: 'getOverview',
        tags: ['APIs'],
        description: 'Every API with its grade, its trend, its gravest open finding and its last scan.',
        security: SECURITY,
        middleware: needs('read'),
        request: {
          query: z.object({
            ...pageQuery,
            order: z
              .enum(OVERVIEW_ORDERS)
              .default('worst')
              .describe('worst: lowest score first, those without one last'),
            label: text(1, 60).optional(),
            grade: z.enum(GRADES).optional(),
            search: text(1, 200).optional().describe('stands in the name, the address or the owner'),
          }),
        },
        responses: { 200: json(pageOf(overviewItem), 'As ordered'), ...problems(400) },
      }),
      async (context) => {
        const { limit, cursor, ...wanted } = context.req.valid('query');
        const after = readCursor(cursor, positionShape);
        const rows = await overview(store.db, { limit: limit + 1, after }, wanted);
        return context.json(
          paged(rows, limit, show, ({ position, id }) => cursorFrom(position, id)),
          200,
        );
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/overview/totals',
        operationId: 'getOverviewTotals',
        tags: ['APIs'],
        security: SECURITY,
        middleware: needs('read'),
        responses: { 200: json(totals, 'Of all APIs'), ...problems() },
      }),
      async (context) => {
        const { apis, grades, labels } = await overviewTotals(store.db);
        return context.json({ apis, grades: [...grades], labels: [...labels] }, 200);
      },
    );
}

export type OverviewItem = z.infer<typeof overviewItem>;

export type OverviewTotalsView = z.infer<typeof totals>;
