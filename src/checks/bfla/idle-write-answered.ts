import { accepts, looksLikeRefusal, sameAnswer } from '../../answers/answers.ts';
import { dependsOnObject, isAdministrative } from '../../discovery/administration.ts';
import type { RequestSpec } from '../../http/client.ts';
import { type Exchange, textStart } from '../../http/exchange.ts';
import { TransportFailure } from '../../http/transport-failure.ts';
import { anonymous, type Identity } from '../../identities/identity.ts';
import { recipeFor } from '../../journal/recipe.ts';
import { completeNowhere, type IdleWrite, idleRead, idleWrite } from '../../making/idle-write.ts';
import { once } from '../../making/once.ts';
import type { Operation } from '../../openapi/operation.ts';
import type { RestrictedWrite } from '../../places/restricted-writes.ts';
import { showing } from '../disclosure.ts';
import { isPlainUser } from '../roles.ts';
import { type ProbeContext, untested, type Verdict } from '../rule.ts';
import { asked, FORGERY, refusedFor } from './unchanging-write.ts';

const UNAUTHORISED = 401;
const ABSENT: ReadonlySet<number> = new Set([404, 410]);
const INVALID: ReadonlySet<number> = new Set([400, 422]);

/**
 * Sends an administrative write that can do nothing. Where the service looks for the thing, or finds fault with the
 * body, it did not stop at who asks; whether it asks that first is seen at another operation that refuses the user.
 */
export async function judgeIdle(
  place: RestrictedWrite,
  user: Identity,
  context: ProbeContext,
): Promise<Verdict> {
  const { surface } = context;
  const { operation, because } = place;
  if (because === undefined) return untested('there is no operation to read the same data');
  if (!isPlainUser(user))
    return untested('needs an identity with the role of a regular user, such as "user"');
  const idle = idleWrite(operation, surface);
  if (!idle) return untested('no request to it is certain to change nothing');
  const nobody = await asked(anonymous, idle.request, context);
  if (!looksLikeRefusal(nobody)) return untested('unauthenticated requests are not rejected');
  const first = await judgeAnswer(place, idle, user, context);
  const more = idle.isIncomplete && isUntested(first) ? completeNowhere(operation, surface) : undefined;
  if (!more) return first;
  const second = await judgeAnswer(place, more, user, context);
  return isUntested(second) ? first : second;
}

const isUntested = (verdict: Verdict) => typeof verdict === 'object' && 'untested' in verdict;

async function judgeAnswer(
  { operation, because }: RestrictedWrite,
  idle: IdleWrite,
  user: Identity,
  context: ProbeContext,
): Promise<Verdict> {
  const written = await sent(operation, idle, user, context);
  if (looksLikeRefusal(written)) return refusedFor(written);
  const did = whatItDid(written, idle, context);
  if (did === undefined)
    return untested(`returned ${written.response.status}, which does not show whether it was authorized`);
  if (await answersAlike(operation, idle.request, written, user, context))
    return untested('it responds like an unknown path');
  const refusing = await refusedAlike(operation, user, context, did);
  if (!refusing)
    return untested(`no similar operation rejects ${user.name}, so the order of the checks is not known`);
  const { status } = written.response;
  return {
    operation,
    confidence: 'likely',
    evidenceSummary: `${operation.id} ${did.words} and returned ${status} to ${user.name}, whose role is ${user.role ?? 'unknown'}, although ${because}; the similar request to ${refusing.operation.id} is denied to this user.`,
    proof: [
      {
        exchange: showing(written, []),
        note: `sent by ${user.name}: not rejected (the request could change nothing)`,
      },
    ],
    control: {
      exchange: showing(refusing.refusal, []),
      note: `${refusing.operation.id} rejects ${user.name} before it validates the request`,
    },
  };
}

interface Did {
  readonly words: string;
  /** What the like request has to be. */
  readonly like: 'isNowhere' | 'isIncomplete';
}

/** What the service did instead of refusing. */
function whatItDid(
  written: Exchange,
  { isNowhere, isIncomplete }: IdleWrite,
  { surface }: ProbeContext,
): Did | undefined {
  const { status } = written.response;
  if (isNowhere && ABSENT.has(status))
    return { words: 'looked up an object that does not exist', like: 'isNowhere' };
  if (isIncomplete && INVALID.has(status))
    return { words: 'validated the request body', like: 'isIncomplete' };
  if (!accepts(written, surface)) return undefined;
  return isNowhere
    ? { words: 'accepted the ID of an object that does not exist', like: 'isNowhere' }
    : { words: 'accepted a request body without its required properties', like: 'isIncomplete' };
}

/** Where logins are asked for first, whatever the path, the answer may be that of an operation that is no more. */
async function answersAlike(
  operation: Operation,
  request: RequestSpec,
  written: Exchange,
  user: Identity,
  context: ProbeContext,
): Promise<boolean> {
  const { server } = operation;
  const beside = { ...request, url: request.url.replace(server, `${server}/mb-nowhere-7f3a91`) };
  const unknown = await asked(anonymous, beside, context);
  return looksLikeRefusal(unknown) && sameAnswer(await asked(user, beside, context), written);
}

interface Refusing {
  readonly operation: Operation;
  readonly refusal: Exchange;
}

/** Another operation that refuses the user a request which can do nothing either: there it is asked first who asks. */
async function refusedAlike(
  operation: Operation,
  user: Identity,
  context: ProbeContext,
  { like }: Did,
): Promise<Refusing | undefined> {
  for (const other of nearestFirst(operation, user, context)) {
    const idle =
      other.method === 'GET' ? idleRead(other, context.surface) : idleWrite(other, context.surface);
    if (!idle?.[like]) continue;
    const answer = await sent(other, idle, user, context);
    // Forbidden where there is a thing, and absent where there is none: here the thing is looked for first.
    const isShut = context.record.heard(other, user)?.status === 'forbidden';
    if (isShut && ABSENT.has(answer.response.status)) return undefined;
    const isForbidden = looksLikeRefusal(answer) && answer.response.status !== UNAUTHORISED;
    if (isForbidden && !FORGERY.test(textStart(answer.response, 2_000)))
      return { operation: other, refusal: answer };
  }
  return undefined;
}

/** What is for administrators or forbidden to the user, of the same kind of service: what lies nearest shares most code. */
function nearestFirst(operation: Operation, user: Identity, { surface, record }: ProbeContext): Operation[] {
  const isClosed = (one: Operation) =>
    (isAdministrative(one) && !dependsOnObject(one)) || record.heard(one, user)?.status === 'forbidden';
  const others = surface.operations.filter(
    (one) =>
      one !== operation &&
      one.server === operation.server &&
      (one.source === 'graphql') === (operation.source === 'graphql') &&
      isClosed(one),
  );
  const parts = operation.path.split('/');
  const shared = ({ path }: Operation) => {
    const own = path.split('/');
    const end = parts.findIndex((part, at) => part !== own[at]);
    return end === -1 ? parts.length : end;
  };
  return others.toSorted((one, other) => shared(other) - shared(one));
}

/** Once for each operation and user, however many others are compared with it. */
function sent(
  operation: Operation,
  idle: IdleWrite,
  user: Identity,
  context: ProbeContext,
): Promise<Exchange> {
  const { http, journal, surface } = context;
  const which = idle.isIncomplete ? 'incomplete' : 'whole';
  return once(journal, `idle ${which} ${operation.id} ${user.name}`, async () => {
    if (operation.method === 'GET') return http.as(user).send(idle.request);
    if (idle.isNowhere) return asked(user, idle.request, context);
    // A service that asks for nothing after all may make something of it.
    const facts = {
      kind: 'make',
      what: `what ${operation.id} made of an empty body`,
      untagged: true,
      recipe: recipeFor(operation, surface),
    } as const;
    const { entry, answer } = await journal.write(http.as(user), facts, idle.request);
    if (answer instanceof TransportFailure) throw answer;
    const isMade = accepts(answer, surface) || answer.response.status >= 500;
    await journal.settle(entry, isMade ? 'made' : 'nothing');
    return answer;
  });
}
