import { FRESH_THINGS } from './arms/fresh-things.ts';
import { type Estimate, inBytes } from './estimate.ts';
import type { RetentionTrace } from './trace.ts';

/** Kinds of containers that keep what they should let go. A closed list; each has a page in `guides/memory-leak/`. */
export const CONTAINERS = [
  'map',
  'cache',
  'limiter',
  'session-store',
  'metrics-labels',
  'log-context',
  'task',
  'connection',
] as const;
export type ContainerKind = (typeof CONTAINERS)[number];

export interface Container {
  readonly kind: ContainerKind;
  /** What speaks for it, as a clause. */
  readonly why: string;
  /** shown: an answer or a metric says so. likely: the shape of the growth does. */
  readonly certainty: 'shown' | 'likely';
}

const shown = (kind: ContainerKind, why: string): Container => ({ kind, why, certainty: 'shown' });
const likely = (kind: ContainerKind, why: string): Container => ({ kind, why, certainty: 'likely' });
/** With so much of its length kept, a credential is kept as text. */
const KEPT_AS_TEXT = 0.6;
const ACCEPTED = 202;

/**
 * Which kind of container grows, as far as can be told from outside: first by what answers and metrics show, then by what
 * was fresh and what the growth is counted by. Undefined without growth.
 */
export function containerOf(
  trace: Pick<RetentionTrace, 'arm' | 'credentialBytes' | 'signs'>,
  { verdict, bytes }: Pick<Estimate, 'verdict' | 'bytes'>,
): Container | undefined {
  const { signs = {}, arm } = trace;
  const perIdentity = verdict === 'unbounded-growth' || verdict === 'suspected-growth';
  if (!perIdentity && verdict !== 'per-request-growth') return undefined;
  if (signs.growingSeries !== undefined)
    return shown('metrics-labels', `${signs.growingSeries} gains a series with each`);
  if (signs.sessionCookie !== undefined)
    return shown('session-store', `each response sets the cookie ${signs.sessionCookie} anew`);
  if (!perIdentity)
    return signs.status === ACCEPTED
      ? likely('task', 'it grows with each request, and 202 promises to work on it later')
      : likely('log-context', 'it grows with each request, whoever asks: a list, a log or a queue');
  if (signs.limitStart !== undefined)
    return shown('limiter', `each new credential begins with a limit of its own, ${signs.limitStart} left`);
  if (arm === 'payload')
    return likely('task', 'it grows with each new payload: work that does not end keeps it');
  if (arm === 'resume') return likely('cache', 'it grows with each new TLS session');
  const { name, rule } = FRESH_THINGS[arm];
  if (rule !== 'memory-kept-per-credential') return likely('connection', `it grows with each new ${name}`);
  if (signs.sentIn === 'cookie') return likely('session-store', 'it grows with each new cookie');
  if (arm === 'jwt') return likely('cache', 'it grows with each new token: claims or verdicts are kept');
  if (arm === 'certificate')
    return likely(
      'cache',
      'it grows with each new client certificate: it, or what it was found to be, is kept',
    );
  const asText = (bytes?.estimate ?? 0) >= KEPT_AS_TEXT * trace.credentialBytes;
  return likely(
    'map',
    asText
      ? `of a credential of ${inBytes(trace.credentialBytes)} all is kept, as the key of an entry would be`
      : `of a credential of ${inBytes(trace.credentialBytes)} less is kept: a digest, a count or an id`,
  );
}
