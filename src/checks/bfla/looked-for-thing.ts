import { looksLikeRefusal, sameAnswer } from '../../answers/answers.ts';
import type { Surface } from '../../discovery/surface.ts';
import { anonymous, type Identity } from '../../identities/identity.ts';
import { absentValue } from '../../making/idle-write.ts';
import type { Operation } from '../../openapi/operation.ts';
import { requestFor } from '../../openapi/samples.ts';
import { ordinaryOf } from '../../places/operations.ts';
import type { RestrictedWrite } from '../../places/restricted-writes.ts';
import { showing } from '../disclosure.ts';
import { type ProbeContext, untested, type Verdict } from '../rule.ts';
import { asked, refusedFor } from './unchanging-write.ts';

/** Known to the service, and not allowed; 404 and 401 have other reasons as well. */
const FORBIDDEN = 403;
const NOT_FOUND = 404;

/**
 * The user may not read such things: the service says so before it looks for one. A write to a thing that does not exist
 * changes nothing; where the service looks for it, it did not ask who writes.
 */
export async function judgeLookedFor(
  { operation, reader }: RestrictedWrite,
  user: Identity,
  context: ProbeContext,
): Promise<Verdict> {
  const { surface, http } = context;
  if (!reader || context.record.heard(reader, user)?.status !== 'forbidden')
    return untested(`${user.name} is allowed to read there`);
  if (operation.method === 'PUT') return untested('PUT may create a missing object');
  const nowhere = nowhereOf(operation, surface);
  if (nowhere === undefined) return untested('its path has no object ID');
  const asks = (one: Operation, server = one.server) => {
    const ordinary = ordinaryOf(surface, one);
    const path = { ...ordinary.overrides?.path, ...nowhere };
    const overrides = { ...ordinary.overrides, path };
    return requestFor({ ...one, server }, surface.spec, { ...ordinary, overrides });
  };
  const read = await http.as(user).send(asks(reader));
  if (read.response.status !== FORBIDDEN)
    return untested('reading an object that does not exist is not rejected');
  const request = asks(operation);
  const nobody = await asked(anonymous, request, context);
  if (!looksLikeRefusal(nobody)) return untested('unauthenticated requests are not rejected');
  const written = await asked(user, request, context);
  if (looksLikeRefusal(written)) return refusedFor(written);
  if (written.response.status !== NOT_FOUND)
    return untested(`returned ${written.response.status}, which does not show whether it was authorized`);
  // Where logins are asked for first, whatever the path, such a 404 may be that of an operation that is no more.
  const beside = asks(operation, `${operation.server}/mb-nowhere-7f3a91`);
  const unknown = await asked(anonymous, beside, context);
  if (looksLikeRefusal(unknown) && sameAnswer(await asked(user, beside, context), written))
    return untested('it responds like an unknown path');
  return {
    operation,
    confidence: 'likely',
    evidenceSummary: `${operation.id} looked up an object that does not exist and returned 404 to ${user.name}, who is not allowed to read there (403).`,
    proof: [{ exchange: showing(written, []), note: `sent by ${user.name}: not rejected, but not found` }],
    control: { exchange: showing(read, []), note: `${user.name} is not allowed to read the same URL` },
  };
}

/** The last path parameter with a value that nothing has; undefined where the path ends otherwise. */
function nowhereOf(operation: Operation, surface: Surface): Readonly<Record<string, unknown>> | undefined {
  const [, name] = /\{([^{}]+)\}\/?$/.exec(operation.path) ?? [];
  return name === undefined ? undefined : { [name]: absentValue(operation, name, surface).value };
}
