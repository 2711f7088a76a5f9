import { callsModel } from '../discovery/calls-model.ts';
import type { Exchange } from '../http/exchange.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import { isIdentifier } from '../journal/own-body.ts';
import { jsonContent } from '../openapi/json-content.ts';
import { isNode } from '../openapi/node.ts';
import type { Operation } from '../openapi/operation.ts';
import { sampleFor } from '../openapi/sample-value.ts';
import { requestFor } from '../openapi/samples.ts';
import { askingPosts } from './asking-posts.ts';
import { membersIn } from './body-members.ts';
import { leadingNowhere, slotsOf, type WritableBody } from './body-slots.ts';
import { makesAccount, objectMakers } from './object-makers.ts';
import { ownUser } from './own-body-slots.ts';
import type { ParameterSlot } from './parameters.ts';
import type { Known } from './place.ts';
import { writingClient } from './writing-client.ts';

/** Reaches people or money, is called again and again later, ends something, or is no matter of what an address holds. */
const NOT_ONCE =
  /log-?(?:in|out)|sign-?(?:in|out|up)|regist|token|oauth|session|passw|pass_?phrase|pwd|reset|forgot|otp|pay|charge|transfer|checkout|refund|mail|send|notif|message|sms|invit|subscri|hook|callback|delete|remove|destroy|admin|batch|bulk/i;
const ADDRESS = /ur[il]$|link$|href$/i;

/**
 * Addresses that an account of the scan's own has fetched for itself: a note from a link, a file by its URL. What comes
 * of it may be seen nowhere and stay, so that each is sent a single time.
 */
export async function addressesOnce(known: Known): Promise<ParameterSlot[]> {
  const { surface } = known;
  const own = ownUser(surface);
  const speaker = surface.identities.find(({ account }) => own && account?.user === own.user);
  if (!speaker) return [];
  const elsewhere = new Set([...(await objectMakers.find(known)), ...askingPosts(surface)]);
  return surface.operations
    .filter(
      (operation) =>
        operation.method === 'POST' &&
        operation.source === 'spec' &&
        !operation.path.includes('{') &&
        !NOT_ONCE.test(operation.path) &&
        !elsewhere.has(operation) &&
        !makesAccount(operation, surface.spec) &&
        !callsModel(operation, surface.spec),
    )
    .flatMap((operation) => {
      const body = bodySentOnce(known, operation, known.http.as(speaker));
      return body ? slotsOf(body) : [];
    });
}

function bodySentOnce(
  { surface: { spec }, journal }: Known,
  operation: Operation,
  client: Known['http'],
): WritableBody | undefined {
  const content = jsonContent(operation);
  const made = leadingNowhere(sampleFor(spec, content?.schema, { example: content?.example }).value);
  const all = membersIn(made, content?.schema, spec);
  const [member, ...others] = all.filter(({ path }) => ADDRESS.test(String(path.at(-1))));
  const isOfOthers = all.some(({ path }) => path.some((key) => isIdentifier(String(key))));
  if (!isNode(made) || !member || others.length > 0 || isOfOthers) return undefined;
  let sent: Promise<Exchange | TransportFailure> | undefined;
  return {
    operation,
    effect: 'sent once',
    ordinary: made,
    members: [member],
    request: (body) => requestFor(operation, spec, { overrides: { body } }),
    client: writingClient(client, async (request) => {
      if (sent) throw new TransportFailure('unsafe-method', 'What comes of it may stay: it is sent once.');
      const what = `what ${operation.id} makes of an address`;
      const noted = journal.write(client, { kind: 'make', what, untagged: true }, request);
      sent = noted.then(({ answer }) => answer);
      const { entry, answer } = await noted;
      const status = answer instanceof Error ? 500 : answer.response.status;
      // A failure of the service's own may have come after something was made.
      if (status < 500) await journal.settle(entry, status < 400 ? 'made' : 'nothing');
      return answer;
    }),
  };
}
