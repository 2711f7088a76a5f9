import type { Operation, Spec } from '../../openapi/operation.ts';
import { isSecured } from '../../openapi/secured.ts';
import { defineSpecRule } from '../../openapi/spec-rules/observation.ts';
import { documentRule } from '../document-rule.ts';

const RECEIVES =
  /(?:^|[/_-])(?:web-?hooks?|callbacks?|ipn|notify|notifications?\/(?:receive|incoming))(?:[/_-]|$)/i;
const SENDERS =
  /stripe|paypal|github|gitlab|slack|twilio|shopify|adyen|mollie|square|sendgrid|mailgun|segment/i;
const PROVES = /signature|hmac|digest|x-hub|svix|token|secret|api-?key|authorization/i;

/** Creating a webhook means that we call others: its body names the address to call. */
function registers(operation: Operation, spec: Spec): boolean {
  return operation.bodies.some(({ schema }) => {
    const resolved = spec.resolve(schema);
    const { properties } = (typeof resolved === 'object' && resolved !== null ? resolved : {}) as {
      properties?: object;
    };
    return Object.keys(properties ?? {}).some((name) =>
      /(?:^|_|[a-z])(?:url|uri|endpoint|address)$/i.test(name),
    );
  });
}

export const unsignedWebhook = documentRule(
  defineSpecRule({
    id: 'unsigned-webhook',
    severity: 'medium',
    title: 'Webhook without signature verification',
    aliases: ['webhook signature', 'HMAC', 'webhook spoofing'],
    description:
      'Anyone who knows the URL can report payments or events that never happened. The operation receives messages from another service and documents neither a signature nor a credential.',
    remediation:
      'Verify the sender’s signature over timestamp and raw body (HMAC) first, reject old timestamps, and document the header.',
    cwe: [345, 306],
    *observe(spec) {
      for (const operation of spec.operations) {
        if (operation.method !== 'POST' || !RECEIVES.test(operation.path) || isSecured(operation)) continue;
        if (operation.parameters.some(({ name, in: where }) => where !== 'path' && PROVES.test(name)))
          continue;
        // “POST /webhooks” creates one, as a rule; a receiver says for whom or hangs below.
        if (
          registers(operation, spec) ||
          (/\/web-?hooks\/?$/i.test(operation.path) && !SENDERS.test(operation.path))
        )
          continue;
        if (operation.pointer === undefined) continue;
        yield {
          pointer: operation.pointer,
          operationId: operation.id,
          evidenceSummary: `${operation.id} receives messages and documents neither a signature header nor a credential.`,
        };
      }
    },
  }),
  {
    cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:L/VA:N/SC:N/SI:N/SA:N',
    weigh: async () => ({ confidence: 'tentative' }),
  },
);
