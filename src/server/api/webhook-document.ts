import { z } from '@hono/zod-openapi';
import { webhookBody } from '../deliver/webhook.ts';
import { router } from './service.ts';

/** No operation of this server: what it sends itself, for whoever writes a receiver. */
export function webhookDocument() {
  const app = router();
  app.openAPIRegistry.registerWebhook({
    method: 'post',
    path: 'alerts',
    operationId: 'receiveAlerts',
    tags: ['Channels'],
    summary: 'Sent to channels of the kind "webhook"',
    description:
      'Any status from 200 to 299 within ten seconds means that it arrived; everything else is tried again for a day. It may come more than once, with the same X-Middlebrick-Delivery.',
    request: {
      headers: z.object({
        'X-Middlebrick-Delivery': z.string().openapi({ description: 'the same in every attempt' }),
        'X-Middlebrick-Signature': z.string().openapi({
          description: 't=<Unix time>,v1=<HMAC-SHA256 of "t.body", hexadecimal>',
        }),
      }),
      body: { required: true, content: { 'application/json': { schema: webhookBody.clone() } } },
    },
    responses: { 204: { description: 'It arrived' } },
  });
  return app;
}
