import { FRESH_THINGS } from './arms/fresh-things.ts';
import { type Estimate, inBytes, smallestEffect } from './estimate.ts';
import { estimateDifferential } from './estimate-differential.ts';
import { estimateFalls } from './estimate-falls.ts';
import { estimateFloors } from './estimate-floors.ts';
import { estimateWatch } from './estimate-watch.ts';
import { findingsOf, gravest } from './findings.ts';
import { estimateFirstLook } from './first-look.ts';
import { endLevel, phaseOf } from './levels.ts';
import { nextStep } from './memory/next-step.ts';
import { outlookOf } from './outlook.ts';
import { withoutRefusals } from './refusals.ts';
import { RESULT_FORMAT, type RetentionResult } from './result.ts';
import { median } from './statistics.ts';
import { answersIn, measuredBy, notMeasured, sumOfMixes } from './status-mix.ts';
import type { RetentionTrace, TraceSample } from './trace.ts';
import type { Verdict } from './vocabulary.ts';

const GROWTH: readonly Verdict[] = ['unbounded-growth', 'suspected-growth', 'per-request-growth'];
const CHART_SAMPLES = 240;

/** What a trace proves about memory: the estimator that its class of memory source allows. */
export function estimate(trace: RetentionTrace): Estimate {
  if (trace.endedEarly) return estimateFirstLook(trace);
  if (trace.profile === 'watch') return estimateWatch(trace);
  return aboveZero(trace.memoryClass === 'B' ? estimateFloors(trace) : byLevels(trace));
}

/** Levels first; what garbage leaves open there may show in what is left after collections. */
function byLevels(trace: RetentionTrace): Estimate {
  const found = aboveZero(estimateDifferential(trace));
  const isOpen = trace.memoryClass === 'D' && found.verdict === 'inconclusive';
  return isOpen ? { ...found, ...estimateFalls(trace) } : found;
}

/** Growth whose interval holds zero is none that could be told from nothing. */
function aboveZero(found: Estimate): Estimate {
  const { bytes, verdict } = found;
  if (!GROWTH.includes(verdict) || bytes === undefined || bytes.low > 0) return found;
  return {
    ...found,
    verdict: 'inconclusive',
    reason: `the interval holds zero (${inBytes(bytes.low)} to ${inBytes(bytes.high)} each): ${found.reason}`,
  };
}

/** Turns a recording into a result. Pure: the same trace gives the same result, years later and elsewhere. */
export function judgeTrace(trace: RetentionTrace): RetentionResult {
  const answers = answersOf(trace);
  const found = withoutRefusals(estimate(trace), answers.fresh, smallestEffect(trace));
  const measured = measuredBy(answers.fresh);
  const last = trace.samples.at(-1);
  const verdict = { ...found, pinned: pinnedBytes(trace, found) };
  const findings = findingsOf(trace, found);
  const outlook = outlookOf(trace, found);
  const isWatched = trace.profile === 'watch';
  return {
    ...RESULT_FORMAT,
    target: trace.target,
    mode: 'memory',
    verdict: found.verdict,
    arm: trace.arm,
    per: perOf(trace, found.verdict),
    memoryClass: trace.memoryClass,
    runtime: trace.runtime,
    source: trace.source,
    profile: trace.profile,
    credentialBytes: trace.credentialBytes,
    ...(found.bytes && { bytesPerCredential: { ...found.bytes, confidence: 0.99 as const } }),
    ...(found.perHour && { bytesPerHour: { ...found.perHour, confidence: 0.99 as const } }),
    ...(found.upperBound !== undefined && { upperBoundBytes: found.upperBound }),
    identities: last?.identities ?? 0,
    requests: last?.requests ?? 0,
    seconds: last?.at ?? 0,
    ...(answersIn(answers.control) + answersIn(answers.fresh) > 0 && { answers }),
    ...(measured && { measured }),
    pinnedBytes: verdict.pinned,
    sigmaBytes: found.sigma,
    reason: found.reason,
    ...gravest(findings),
    findings,
    ...(GROWTH.includes(found.verdict) &&
      (isWatched || trace.arm !== 'same-credential') &&
      outlook && { outlook }),
    ...(trace.stopped && { stopped: trace.stopped }),
    advice: adviceOf(trace, found, verdict.pinned),
    phases: trace.phases.map(({ name, arm, start, end, requests, identities }) => ({
      name,
      arm,
      start,
      end,
      requests: requests[1] - requests[0],
      identities: identities[1] - identities[0],
    })),
    curve: thin(trace.samples),
    trace,
  };
}

function answersOf(trace: RetentionTrace): Pick<Required<RetentionResult>, 'answers'>['answers'] {
  const of = (fresh: boolean) =>
    sumOfMixes(trace.phases.filter(({ arm }) => (arm === 'fresh') === fresh).map(({ answers }) => answers));
  return { fresh: of(true), control: of(false) };
}

function perOf(trace: RetentionTrace, verdict: Verdict): RetentionResult['per'] {
  if (verdict === 'per-request-growth' || trace.profile === 'watch') return 'request';
  return FRESH_THINGS[trace.arm].per;
}

/** What the run left in the target: measured where resident memory speaks, computed where garbage hides it. */
function pinnedBytes(trace: RetentionTrace, found: Estimate): number {
  if (!GROWTH.includes(found.verdict) || trace.profile === 'watch') return 0;
  const from = endLevel(trace, 'ctl')?.bytes;
  const to = median(trace.samples.slice(-5).map((sample) => sample.bytes));
  if (trace.memoryClass !== 'B' && from !== undefined) return Math.max(0, Math.round(to - from));
  const count = found.verdict === 'per-request-growth' ? trace.samples.at(-1)?.requests : found.identities;
  return Math.max(0, Math.round((found.bytes?.estimate ?? 0) * (count ?? 0)));
}

function adviceOf(trace: RetentionTrace, found: Estimate, pinned: number): string[] {
  const advice = [...trace.notes];
  const open = notMeasured(answersOf(trace).fresh);
  if (open !== undefined) advice.push(`${open.charAt(0).toUpperCase()}${open.slice(1)}.`);
  if (found.missing !== undefined)
    advice.push(`Judged by the waves that are whole; missing: ${found.missing}.`);
  if (pinned > 0)
    advice.push(`About ${inBytes(pinned)} stay pinned in the target: restart it before further tests.`);
  if (found.verdict === 'unbounded-growth' && trace.arm !== 'same-credential') {
    const idle = phaseOf(trace, 'idle1');
    const seconds = Math.round((idle?.end ?? 0) - (idle?.start ?? 0));
    advice.push(
      `Seen up to ${found.identities.toLocaleString('en')} identities and ${seconds} s of silence: entries that live longer, or a cap above that, look the same. State the time to live (idle seconds) to test it.`,
    );
  }
  if (trace.profile === 'watch') {
    if (found.verdict === 'suspected-growth')
      advice.push(
        'A run of the probe against a copy of the service tells a leak from a cache that fills: leave --watch out.',
      );
  } else if (
    found.verdict === 'suspected-growth' ||
    (found.verdict === 'inconclusive' && !trace.stopped && ['B', 'D'].includes(trace.memoryClass))
  )
    advice.push(nextStep(trace));
  return advice;
}

/** Keeps lows and highs of a long series: from each bucket the sample farthest from the bucket's mean. */
function thin(samples: readonly TraceSample[]): RetentionResult['curve'] {
  const size = Math.max(1, Math.ceil(samples.length / CHART_SAMPLES));
  const curve: RetentionResult['curve'] = [];
  for (let start = 0; start < samples.length; start += size) {
    const bucket = samples.slice(start, start + size);
    const centre = bucket.reduce((sum, sample) => sum + sample.bytes, 0) / bucket.length;
    const chosen = bucket.reduce((far, sample) =>
      Math.abs(sample.bytes - centre) > Math.abs(far.bytes - centre) ? sample : far,
    );
    curve.push({ at: chosen.at, bytes: chosen.bytes, identities: chosen.identities });
  }
  return curve;
}
