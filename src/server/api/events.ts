import { createRoute, z } from '@hono/zod-openapi';
import { streamSSE } from 'hono/streaming';
import type { EventRow } from '../store/events.ts';
import { eventsOf } from '../store/events.ts';
import { scanById } from '../store/scans.ts';
import type { Store } from '../store/store.ts';
import { needs } from './authenticate.ts';
import { absent, problems } from './problem.ts';
import { router, SECURITY, type Service } from './service.ts';
import { idParam, whole } from './text.ts';

const AT_ONCE = 500;
/** Workers write what they hear every two seconds. */
const LOOK_MS = 700;
/** Proxies close what is silent for half a minute. */
const COMMENT_EVERY_MS = 15_000;

const eventView = z
  .object({
    id: z.int(),
    at: z.iso.datetime(),
    type: z.string(),
    data: z.record(z.string(), z.unknown()),
  })
  .openapi('ScanEvent');

export type ScanEventView = z.infer<typeof eventView>;

function showEvent({ id, at, type, data }: EventRow): z.infer<typeof eventView> {
  return { id, at: at.toISOString(), type, data };
}

export function eventRoutes({ store, stage }: Service) {
  return router().openapi(
    createRoute({
      method: 'get',
      path: '/scans/{id}/events',
      operationId: 'eventsOfScan',
      tags: ['Scans'],
      description:
        'As a stream (server-sent events) to whoever accepts text/event-stream: it begins behind Last-Event-ID, and ends with the event "end" once the scan is over. Else those that there are, as JSON.',
      security: SECURITY,
      middleware: needs('read'),
      request: {
        params: idParam('scan'),
        query: z.object({
          after: whole(0, 999_999_999_999_999, 0).describe('id of an event'),
        }),
      },
      responses: {
        200: {
          description: 'Events in order',
          content: {
            'application/json': { schema: z.object({ items: z.array(eventView) }) },
            'text/event-stream': { schema: z.string() },
          },
        },
        ...problems(400, 404),
      },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      if ((await scanById(store.db, id)) === undefined) throw absent('scan');
      const last = Number(context.req.header('last-event-id') ?? Number.NaN);
      const after = Number.isSafeInteger(last) && last >= 0 ? last : context.req.valid('query').after;
      if (!/text\/event-stream/.test(context.req.header('accept') ?? '')) {
        const rows = await eventsOf(store.db, id, after, AT_ONCE);
        return context.json({ items: rows.map(showEvent) }, 200);
      }
      context.header('Cache-Control', 'no-store');
      return streamSSE(context, async (stream) => {
        const isLeft = () => stream.aborted || stage() === 'closing';
        for await (const rows of followed(store, id, after, isLeft)) {
          if (rows === 'idle') await stream.write(': still there\n\n');
          else
            for (const row of rows)
              await stream.writeSSE({
                id: `${row.id}`,
                event: row.type,
                data: JSON.stringify(showEvent(row)),
              });
        }
        // Whoever listens connects again, to a server that goes on, from the last event on.
        if (!isLeft()) await stream.writeSSE({ event: 'end', data: '{}' });
      }) as never;
    },
  );
}

/** Events as they come, until the scan is over or nobody listens. */
async function* followed(
  store: Store,
  scan: string,
  after: number,
  isLeft: () => boolean,
): AsyncGenerator<EventRow[] | 'idle'> {
  let last = after;
  let said = Date.now();
  while (!isLeft()) {
    // First whether it is over: what is written after that is nothing.
    const row = await scanById(store.db, scan);
    const rows = await eventsOf(store.db, scan, last, AT_ONCE);
    if (rows.length > 0) {
      last = rows.at(-1)?.id ?? last;
      said = Date.now();
      yield rows;
      continue;
    }
    if (row === undefined || !['queued', 'running'].includes(row.status)) return;
    if (Date.now() - said > COMMENT_EVERY_MS) {
      said = Date.now();
      yield 'idle';
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
