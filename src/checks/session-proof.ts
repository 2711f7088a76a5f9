import { accepts, looksLikeRefusal, sameKind } from '../answers/answers.ts';
import type { RequestSpec } from '../http/client.ts';
import type { Exchange } from '../http/exchange.ts';
import { sleep } from '../http/sleep.ts';
import type { Identity } from '../identities/identity.ts';
import { formsOfSession } from '../identities/signed-in.ts';
import { addressOf } from '../journal/own-thing.ts';
import { withSecretPart } from '../material/jwt-credential.ts';
import { operationsToRead } from '../places/operations.ts';
import { refusesAnonymous } from '../places/refused-operations.ts';
import type { ProbeContext } from './rule.ts';
import type { Session, TrialAccount } from './trial-account.ts';

/** What a session opens, and nobody without it. */
export interface SessionProof {
  readonly request: RequestSpec;
  /** With what of the session it was opened: its token or its cookies. */
  readonly identity: Identity;
  readonly served: Exchange;
  /** The same request without a session. */
  readonly refusal: Exchange;
}

/** Where none of so many opens, the rules say that no more were tried. */
const MOST_READS = 8;
/** Completes what is said of a place that could not be judged. */
export const NO_GUARDED_READ = `none of the first ${MOST_READS} protected reads is accessible to the account only`;
const NO_SESSION = 'mb7f3a91c04e5d28b6';

/** A read that the session opens, and neither nobody nor a made-up session does. */
export async function proveSession(
  context: ProbeContext,
  trial: TrialAccount,
  { identity }: Session,
): Promise<SessionProof | undefined> {
  for (const request of readsOf(context, trial)) {
    const refusal = await context.anonymous.attempt(request);
    if (refusal instanceof Error || !looksLikeRefusal(refusal)) continue;
    for (const form of formsOfSession(identity)) {
      const served = await context.http.as(form).attempt(request);
      if (served instanceof Error || !accepts(served, context.surface)) continue;
      const madeUp = form.credentials.map((credential) => withSecretPart(credential, NO_SESSION));
      const other = await context.http.as({ ...form, credentials: madeUp }).attempt(request);
      if (other instanceof Error || !looksLikeRefusal(other)) continue;
      return { request, identity: form, served, refusal };
    }
  }
  return undefined;
}

function readsOf({ surface, record }: ProbeContext, { recipe, places }: TrialAccount): RequestSpec[] {
  const own = places.flatMap((place) => {
    const reads = 'self' in place ? place.self.reads : place.at.reads;
    return reads ? [{ url: addressOf(place) }] : [];
  });
  const self = recipe.self.filter(({ reads }) => reads).map(({ url }) => ({ url }));
  const guarded = operationsToRead(surface).flatMap(({ operation, request }) =>
    refusesAnonymous(record, operation) && OPENED.has(record.best(operation)?.status ?? '') ? [request] : [],
  );
  const each = new Map([...own, ...self, ...guarded].map((request) => [request.url, request]));
  return [...each.values()].slice(0, MOST_READS);
}

const OPENED: ReadonlySet<string> = new Set(['tested', 'empty']);

/** Services that share sessions between instances end them a moment later. */
const MOMENT_MS = 400;

/** What the ended session still opens, twice; undefined where it is refused. */
export async function stillServed(
  { http, surface }: ProbeContext,
  { request, identity, served }: SessionProof,
): Promise<Exchange | undefined> {
  const isServed = (answer: Exchange) => accepts(answer, surface) && sameKind(answer, served);
  const first = await http.as(identity).send(request);
  if (!isServed(first)) return undefined;
  await sleep(MOMENT_MS, undefined);
  const second = await http.as(identity).send(request);
  return isServed(second) ? second : undefined;
}
