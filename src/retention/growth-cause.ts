import { type Estimate, inBytes, inconclusive } from './estimate.ts';
import { growthOver, keptBytes, type Wave } from './increments.ts';
import { pooledSlopePerSecond, slopeErrorPerRequest, slopePerRequest, slopePerSecond } from './levels.ts';
import { type Interval, median, quantile } from './statistics.ts';
import type { RetentionTrace } from './trace.ts';
import { controlPhases, quietSpans, stretch } from './waves.ts';

/** Share of the growth that requests or time may explain before it is doubted: set as docs/retention.md says. */
const DOUBTED_SHARE = 0.4;
/** A share from here on explains it. */
const EXPLAINING_SHARE = 0.6;
/** A slope of control requests is believed when it stands this far out of its own scatter. */
const STANDS_OUT = 2;
/** Quantile of several slopes that is charged: one jump is not a trend. */
const CHARGED = 0.34;

export type Found = Pick<Estimate, 'bytes' | 'leastGrowth' | 'identities' | 'sigma' | 'missing'>;

/** Bytes per request of each control phase: two are needed before growth can be charged to anybody. */
export function controlSlopes(trace: RetentionTrace): number[] {
  return controlPhases(trace)
    .map(({ name, skip }) => slopePerRequest(trace, name, skip))
    .filter((slope) => slope !== undefined);
}

/** Requests alone, or time alone, may explain the growth; only what neither explains is charged to identities. */
export function causeOf(
  trace: RetentionTrace,
  late: readonly Wave[],
  interval: Interval,
  found: Found,
): Estimate {
  const [from, to] = [(late[0] as Wave).from, (late.at(-1) as Wave).to];
  const { bytes, identities } = stretch(late);
  const share = (bytesGrown: number) => bytesGrown / identities / interval.estimate;
  const perSecond = timeGrowth(trace);
  const secondsPerRequest = (to.at - from.at) / (to.requests - from.requests);
  const charged = quantile(controlSlopes(trace), CHARGED);
  const perRequest = Math.max(0, charged - perSecond * secondsPerRequest);
  const byRequests = share(perRequest * (to.requests - from.requests));
  const byTime = share(perSecond * (to.at - from.at));
  const span = `${inBytes(bytes)} over ${identities.toLocaleString('en')} late identities`;
  if (byTime > EXPLAINING_SHARE)
    return { ...found, verdict: 'background-growth', reason: `${span}, but idle time grows as fast` };
  // One idle phase may miss what another shows: a doubt needs less than a verdict.
  const perhapsByTime = share(pooledSlopePerSecond(trace, quietSpans(trace)) * (to.at - from.at));
  const doubtful = inconclusive(
    `${span}, partly explained by requests or time`,
    found.sigma,
    found.identities,
    found.bytes,
  );
  if (trace.memoryClass === 'D' && perhapsByTime > DOUBTED_SHARE) return doubtful;
  if (trace.memoryClass === 'D')
    return {
      ...found,
      verdict: 'suspected-growth',
      reason: `${span}; resident memory of a lazy collector proves no more`,
    };
  const errors = controlPhases(trace).map(({ name, skip }) => slopeErrorPerRequest(trace, name, skip));
  const requestsShow = perRequest > STANDS_OUT * median(errors);
  if (byRequests > EXPLAINING_SHARE && requestsShow) {
    const byRequest = growthOver(trace, late, 0.995, (level) => level.requests);
    return {
      ...found,
      ...(byRequest && { bytes: keptBytes(trace, byRequest), leastGrowth: byRequest.low }),
      verdict: 'per-request-growth',
      reason: `${span}, and one credential grows it as fast`,
    };
  }
  if ((requestsShow ? byRequests : 0) + Math.max(byTime, perhapsByTime) > DOUBTED_SHARE) return doubtful;
  return {
    ...found,
    verdict: 'unbounded-growth',
    reason: `${span}; grows up to ${to.identities.toLocaleString('en')} identities, ${limitsOf(trace, to.identities)}`,
  };
}

/** What a verdict of growth leaves open: entries that live longer than the silence, and a cap above what was sent. */
function limitsOf(trace: RetentionTrace, identities: number): string {
  const silences = trace.phases.filter(({ arm }) => arm === 'idle').map(({ start, end }) => end - start);
  const seconds = Math.round(Math.max(0, ...silences));
  return trace.profile === 'quick'
    ? `not released within ${seconds} s; caps above ${identities.toLocaleString('en')} entries not tested`
    : `not released by ${seconds} s idle`;
}

/** Bytes per second that nobody asked for; of two idle phases the smaller, so that one jump is not a trend. */
function timeGrowth(trace: RetentionTrace): number {
  const slopes = trace.phases
    .filter(({ arm }) => arm === 'idle')
    .map(({ name }) => slopePerSecond(trace, name))
    .filter((slope) => slope !== undefined);
  if (slopes.length < 2) return 0;
  return Math.max(0, slopes.length === 2 ? Math.min(...slopes) : quantile(slopes, CHARGED));
}
