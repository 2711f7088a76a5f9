import { createRoute, z } from '@hono/zod-openapi';
import { note } from '../store/audit.ts';
import { attemptsOf, deliveryById, listDeliveries, queueAgain } from '../store/deliveries.ts';
import { DELIVERY_STATUSES } from '../store/monitoring-tables.ts';
import type { Page } from '../store/page.ts';
import { needs } from './authenticate.ts';
import { deliveryDetail, deliveryView, showDelivery, showDetail } from './channel-views.ts';
import { newestPage, pageOf, pageQuery } from './paging.ts';
import { absent, problems } from './problem.ts';
import { json, router, SECURITY, type Service } from './service.ts';
import { idParam, text } from './text.ts';

export function deliveryRoutes({ store, now }: Service) {
  return router()
    .openapi(
      createRoute({
        method: 'get',
        path: '/deliveries',
        operationId: 'listDeliveries',
        tags: ['Channels'],
        security: SECURITY,
        middleware: needs('read'),
        request: {
          query: z.object({
            ...pageQuery,
            channel: text(1, 100).optional().describe('id of a channel'),
            status: z.enum(DELIVERY_STATUSES).optional(),
          }),
        },
        responses: { 200: json(pageOf(deliveryView), 'Newest first'), ...problems(400) },
      }),
      async (context) => {
        const { channel, status, ...asked } = context.req.valid('query');
        const list = (page: Page) => listDeliveries(store.db, page, { channel, status });
        return context.json(await newestPage(asked, list, showDelivery), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/deliveries/{id}',
        operationId: 'getDelivery',
        tags: ['Channels'],
        description: 'With what was sent, and every attempt.',
        security: SECURITY,
        middleware: needs('scan'),
        request: { params: idParam('delivery') },
        responses: { 200: json(deliveryDetail, 'The delivery'), ...problems(404) },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        // First the log: what is known of the delivery is then no older than that.
        const log = await attemptsOf(store.db, id);
        const row = await deliveryById(store.db, id);
        if (row === undefined) throw absent('delivery');
        return context.json(showDetail(row, log), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/deliveries/{id}/redeliver',
        operationId: 'redeliver',
        tags: ['Channels'],
        description: 'Sends it again, with the same id and body: a receiver that has it knows it.',
        security: SECURITY,
        middleware: needs('scan'),
        request: { params: idParam('delivery') },
        responses: { 202: json(deliveryView, 'The delivery, which waits'), ...problems(404) },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        const row = await store.db.transaction().execute(async (trx) => {
          const again = await queueAgain(trx, id, now());
          if (again === undefined) throw absent('delivery');
          await note(trx, context.get('caller').id, 'delivery.redeliver', id);
          return again;
        });
        return context.json(showDelivery(row), 202);
      },
    );
}
