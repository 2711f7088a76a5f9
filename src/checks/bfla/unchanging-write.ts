import { accepts, looksLikeRefusal, sameAnswer, servesContent } from '../../answers/answers.ts';
import type { Surface } from '../../discovery/surface.ts';
import type { RequestSpec } from '../../http/client.ts';
import { type Exchange, json, textStart } from '../../http/exchange.ts';
import { TransportFailure } from '../../http/transport-failure.ts';
import { anonymous, type Identity } from '../../identities/identity.ts';
import { carefullyUnchangedBody } from '../../making/unchanged-body.ts';
import { isNode } from '../../openapi/node.ts';
import { requestFor } from '../../openapi/samples.ts';
import { ordinaryOf } from '../../places/operations.ts';
import type { RestrictedWrite } from '../../places/restricted-writes.ts';
import { showing } from '../disclosure.ts';
import { recordIn } from '../objects.ts';
import { isPlainUser, isPrivileged } from '../roles.ts';
import { type ProbeContext, untested, type Verdict } from '../rule.ts';

/** Writes what stands there already: nothing changes, and the answer says who may. */
export async function judgeUnchanging(
  place: RestrictedWrite,
  user: Identity,
  context: ProbeContext,
): Promise<Verdict> {
  const { operation, reader, because = '' } = place;
  const { surface, http } = context;
  if (!isPlainUser(user))
    return untested('needs an identity with the role of a regular user, such as "user"');
  if (!reader)
    return untested('what it changes cannot be read, so no request body is known to change nothing');
  const ordinary = ordinaryOf(surface, reader);
  const view = requestFor(reader, surface.spec, ordinary);
  const [viewer, before] = await shownTo([user, ...administrators(surface)], view, context);
  if (!viewer || !before) return untested(`what it changes is not returned to ${user.name}`);
  const root = json(before.response);
  const shown = [root, recordIn(before)].filter(isNode);
  const body = carefullyUnchangedBody(operation, surface.spec, shown);
  if (!body) return untested('it requires more than is returned of what it changes');
  const { overrides = {} } = ordinary;
  const request = requestFor(operation, surface.spec, {
    ...ordinary,
    overrides: { ...overrides, body },
  });
  if (pathOf(request.url) !== pathOf(view.url))
    return untested('it addresses something else than what is read');
  const nobody = await asked(anonymous, request, context);
  if (!looksLikeRefusal(nobody)) return untested('unauthenticated requests are not rejected');
  const written = await asked(user, request, context);
  if (looksLikeRefusal(written)) return refusedFor(written);
  if (!accepts(written, surface))
    return untested(`returned ${written.response.status}, which does not show whether it was authorized`);
  const after = await http.as(viewer).send(view);
  const differs = sameAnswer(before, after) ? '' : ' Read again, it is different from before.';
  return {
    operation,
    confidence: 'likely',
    evidenceSummary: `${operation.id} returned ${written.response.status} to ${user.name}, whose role is ${user.role ?? 'unknown'}, although ${because}; the request body was the current state.${differs}`,
    proof: [
      { exchange: showing(written, []), note: `sent by ${user.name}, a regular user` },
      { exchange: showing(after, []), note: viewer === user ? 'read again' : `read again by ${viewer.name}` },
    ],
    control: { exchange: showing(nobody, []), note: 'the same request is rejected without authentication' },
  };
}

/** Given ones who run the service: what the user is not shown they are. */
export function administrators({ identities }: Surface): Identity[] {
  return identities.filter((identity) => identity.credentials.length > 0 && isPrivileged(identity));
}

async function shownTo(
  viewers: readonly Identity[],
  view: RequestSpec,
  { http, surface }: ProbeContext,
): Promise<readonly [Identity?, Exchange?]> {
  for (const viewer of viewers) {
    const exchange = await http.as(viewer).send(view);
    if (servesContent(exchange, surface)) return [viewer, exchange];
  }
  return [];
}

/** A token against forged requests is asked for before it is asked who writes. */
export const FORGERY = /csrf|xsrf|forg(?:ed|ery)|authenticity token/i;

/** What being refused says: nothing, where it is for a token that a given session lacks. */
export function refusedFor({ response }: Exchange): Verdict {
  return FORGERY.test(textStart(response, 2_000))
    ? untested('writes need an anti-CSRF token, which the given session does not have')
    : 'clean';
}

/** A write by which nothing changes. */
export async function asked(
  identity: Identity,
  request: RequestSpec,
  { http, journal }: ProbeContext,
): Promise<Exchange> {
  const facts = { kind: 'ask', what: 'a write that changes nothing' } as const;
  const { answer } = await journal.write(http.as(identity), facts, request);
  if (answer instanceof TransportFailure) throw answer;
  return answer;
}

const pathOf = (url: string) => (url.split(/[?#]/, 1)[0] ?? '').replace(/\/$/, '');
