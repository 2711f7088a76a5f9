import { READINGS_AFTER_COLLECTION } from './collections.ts';
import { MIB } from './estimate.ts';
import type { Vitals } from './memory/memory-source.ts';
import { LIMITS, predictedPin } from './plan.ts';
import { quantile } from './statistics.ts';

/** Why a run ended before its plan. A closed list. */
export type StopCode =
  | 'aborted'
  | 'rate-limited'
  | 'server-errors'
  | 'refused'
  | 'slow'
  | 'status-changed'
  | 'restarted'
  | 'workers-changed'
  | 'oom-killed'
  | 'growth-cap'
  | 'memory-low'
  | 'pin-cap'
  | 'request-cap'
  | 'time-cap'
  | 'source-lost'
  | 'no-credentials';

export interface Stop {
  readonly code: StopCode;
  /** One sentence without a full stop. */
  readonly reason: string;
}

/** What a request came to: a status and its time, a refusal for now, or no answer at all. */
export type Outcome =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly ms: number;
      readonly control: boolean;
    }
  | {
      /** Turned away by a limit: 429, or 503 with Retry-After. */
      readonly kind: 'refused';
      readonly status: number;
      readonly sentAt: number;
      /** How long it asks to wait, seconds. */
      readonly waitSeconds?: number | undefined;
    }
  | { readonly kind: 'failure'; readonly code: string };

const GROWTH_CAP = 192 * MIB;
/** Of a container's limit, or of the machine. */
const GROWTH_SHARE_OF_LIMIT = 0.25;
const LEAST_AVAILABLE_SHARE = 0.2;
const FAILURES_IN_A_ROW = 3;
const ERROR_WINDOW = 500;
const ERROR_SHARE = 0.01;
/** Fewer than this in the window is an accident, not a burst. */
const LEAST_ERRORS = 5;
const SLOW_FACTOR = 10;
/** Below this no latency is called slow: a busy test machine does that by itself. */
const SLOW_LEAST_MS = 250;
const SLOW_SECONDS = 2;

/** After a first refusal, where it does not say how long to wait; a longer wait is better spent before a slower plan. */
const PAUSE_SECONDS = 0.5;
const MOST_PAUSE_SECONDS = 3;

/** The shape of a run that the limits depend on. */
export interface SafetyInput {
  /** Status that the control credential had before the run. */
  readonly expectedStatus: number;
  readonly credentialBytes: number;
  /** True when waves pin credentials of that size; a connection or the same credential pins none. */
  readonly pins: boolean;
  readonly startBytes: number;
  /** A collected heap swings by more than the cap, so what counts is its low since the last collection. */
  readonly heap: boolean;
  readonly mostRequests: number;
  /** A soak may take as long as the user says; LIMITS.seconds where left out. */
  readonly mostSeconds?: number | undefined;
  readonly now?: () => number;
}

/**
 * Every reason to end a run early, in one place. The driver reports what it sees and asks `stopped` before each slice
 * and each request. The first reason stays. Seconds are of the monotonic clock.
 */
export class Safety {
  private readonly input: SafetyInput;
  private readonly now: () => number;
  private readonly startedAt: number;
  private stop: Stop | undefined;
  private failures = 0;
  private readonly recentErrors: boolean[] = [];
  private warmP99: number | undefined;
  private second = { index: 0, times: [] as number[] };
  private slowSeconds = 0;
  private slowedDown = false;
  private halvedAt: number | undefined;
  private pausedUntil = Number.NEGATIVE_INFINITY;
  private heapLow: { bytes: number; collections: number; readings: number } | undefined;
  private settledHeap: number | undefined;
  private first: Vitals | undefined;

  constructor(input: SafetyInput) {
    this.input = input;
    this.now = input.now ?? (() => performance.now() / 1_000);
    this.startedAt = this.now();
  }

  get stopped(): Stop | undefined {
    return this.stop;
  }

  /** 0.5 after the first refusal or the first two slow seconds, 0.25 after both, else 1. */
  get rateFactor(): number {
    return (this.halvedAt === undefined ? 1 : 0.5) * (this.slowedDown ? 0.5 : 1);
  }

  /** How long nothing should be sent after a refusal, ms. */
  get pauseMs(): number {
    return Math.max(0, (this.pausedUntil - this.now()) * 1_000);
  }

  halt(code: StopCode, reason: string): void {
    this.stop ??= { code, reason };
  }

  /** Slowest 1 % of the warm-up, ms; later answers are compared with it. */
  setWarmP99(ms: number): void {
    this.warmP99 = ms;
  }

  /** Asked before each slice: what would be sent must fit into what is allowed. */
  beforeSlice(sent: number, identities: number, next: { requests: number; identities: number }): void {
    if (sent + next.requests > this.input.mostRequests)
      this.halt(
        'request-cap',
        `the next slice would pass ${this.input.mostRequests.toLocaleString('en')} requests`,
      );
    const pin = predictedPin(identities + next.identities, this.input.credentialBytes);
    if (this.input.pins && pin > LIMITS.pinnedBytes)
      this.halt(
        'pin-cap',
        `credentials of ${Math.round(pin / MIB)} MiB could stay in memory, above ${LIMITS.pinnedBytes / MIB} MiB`,
      );
    this.checkTime();
  }

  checkTime(): void {
    const most = this.input.mostSeconds ?? LIMITS.seconds;
    if (this.now() - this.startedAt > most) this.halt('time-cap', `the run took longer than ${most} s`);
  }

  report(outcome: Outcome): void {
    if (outcome.kind === 'failure') {
      this.failures += 1;
      if (this.failures >= FAILURES_IN_A_ROW)
        this.halt(
          'refused',
          `${FAILURES_IN_A_ROW} connections in a row were refused or reset (${outcome.code})`,
        );
      return;
    }
    this.failures = 0;
    if (outcome.kind === 'refused') {
      this.reportLimit(outcome);
      return;
    }
    this.reportErrors(outcome.status);
    this.reportLatency(outcome.ms);
    if (outcome.control && outcome.status !== this.input.expectedStatus && outcome.status < 500)
      this.halt(
        'status-changed',
        `the same credential got ${outcome.status} instead of ${this.input.expectedStatus}`,
      );
  }

  private reportErrors(status: number): void {
    this.recentErrors.push(status >= 500);
    if (this.recentErrors.length > ERROR_WINDOW) this.recentErrors.shift();
    if (status < 500) return;
    const errors = this.recentErrors.filter(Boolean).length;
    if (errors >= LEAST_ERRORS && errors / this.recentErrors.length > ERROR_SHARE)
      this.halt(
        'server-errors',
        `${errors} of the last ${this.recentErrors.length} answers were server errors (${status})`,
      );
  }

  /** Seconds are closed one by one; two slow ones in a row halve the rate, two more are the limit. */
  private reportLatency(ms: number): void {
    const index = Math.floor(this.now());
    if (index !== this.second.index) {
      const limit = Math.max(SLOW_LEAST_MS, SLOW_FACTOR * (this.warmP99 ?? Number.POSITIVE_INFINITY));
      const slow = this.second.times.length > 0 && quantile(this.second.times, 0.99) > limit;
      this.slowSeconds = slow ? this.slowSeconds + 1 : 0;
      if (this.slowSeconds >= SLOW_SECONDS && !this.slowedDown) {
        this.slowedDown = true;
        this.slowSeconds = 0;
      } else if (this.slowSeconds >= SLOW_SECONDS)
        this.halt(
          'slow',
          `the slowest 1 % of answers took over ${Math.round(limit)} ms for ${SLOW_SECONDS} s, at half the rate too`,
        );
      this.second = { index, times: [] };
    }
    this.second.times.push(ms);
  }

  /**
   * The first refusal that is not one credential's own pauses the run and halves its rate; answers to requests that were
   * already under way do not count again. A second one ends this plan, so that a slower one can be made.
   */
  private reportLimit({ status, sentAt, waitSeconds }: Extract<Outcome, { kind: 'refused' }>): void {
    if (this.halvedAt !== undefined) {
      if (sentAt > this.halvedAt)
        this.halt('rate-limited', `rate limited (${status}) again at half the rate`);
      return;
    }
    if (waitSeconds !== undefined && waitSeconds > MOST_PAUSE_SECONDS) {
      this.halt('rate-limited', `rate limited (${status}) for ${Math.round(waitSeconds)} s`);
      return;
    }
    this.halvedAt = this.now();
    this.pausedUntil = this.halvedAt + (waitSeconds ?? PAUSE_SECONDS);
  }

  reportMemory(bytes: number, collections: number | undefined): void {
    const level =
      this.input.heap && collections !== undefined ? this.lowSinceCollection(bytes, collections) : bytes;
    const limit = this.first?.limitBytes;
    const cap = Math.min(GROWTH_CAP, limit === undefined ? GROWTH_CAP : limit * GROWTH_SHARE_OF_LIMIT);
    const growth = level - this.input.startBytes;
    if (growth > cap)
      this.halt(
        'growth-cap',
        `the target grew by ${Math.round(growth / MIB)} MiB, above ${Math.round(cap / MIB)} MiB`,
      );
  }

  /** Its count may rise before the figures of the heap fall: a few readings after it tell what is left. */
  private lowSinceCollection(bytes: number, collections: number): number {
    const low = this.heapLow;
    // Collected again before it had settled: one of two readings is from after a collection.
    if (low && collections > low.collections && low.readings < READINGS_AFTER_COLLECTION)
      this.settledHeap = Math.min(low.bytes, bytes);
    this.heapLow =
      low === undefined || collections > low.collections
        ? { bytes, collections, readings: 1 }
        : { collections, bytes: Math.min(low.bytes, bytes), readings: low.readings + 1 };
    if (this.heapLow.readings >= READINGS_AFTER_COLLECTION) this.settledHeap = this.heapLow.bytes;
    return this.settledHeap ?? this.input.startBytes;
  }

  reportVitals(vitals: Vitals): void {
    this.first ??= vitals;
    if (vitals.oomKills !== undefined && vitals.oomKills > (this.first.oomKills ?? vitals.oomKills))
      this.halt('oom-killed', 'the kernel killed a process of the target for want of memory');
    if (vitals.birth !== this.first.birth)
      this.halt('restarted', 'the target process was replaced during the run');
    if (vitals.workers !== undefined && vitals.workers !== (this.first.workers ?? vitals.workers))
      this.halt(
        'workers-changed',
        'a worker process of the target ended or appeared, and took memory with it: fix their number and let none be recycled',
      );
    if (vitals.availableShare !== undefined && vitals.availableShare < LEAST_AVAILABLE_SHARE)
      this.halt(
        'memory-low',
        `only ${Math.round(vitals.availableShare * 100)} % of the machine's memory is left`,
      );
  }
}
