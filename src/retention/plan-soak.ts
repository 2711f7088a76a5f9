import { CREDENTIAL_SIZES, LIMITS, mostIdentitiesFor, type Plan, type PlannedPhase } from './plan.ts';
import type { PhaseName } from './vocabulary.ts';

/** One wave with its flush and silence should last about so long, seconds; four of them are the least, 48 the most. */
const CYCLE_SECONDS = 30;
const CYCLES = { least: 4, most: 48 };
/** Shares of a cycle: fresh identities, one credential, silence. */
const SHARES = { wave: 0.5, flush: 0.25, idle: 0.25 };
/** As many as a full run has: a soak takes longer, it does not send more. */
const IDENTITIES = 40_000;
/** Shares of the first cycle that warm up and control, before anything is fresh. */
const BEFORE = { warm: 0.15, ctl: 0.25 };

export interface SoakInput {
  /** How long it should take, seconds. */
  readonly seconds: number;
  /** Requests per second that the target answered when nothing held us back. */
  readonly capacity: number;
  /** Longest credential that the target takes; shorter ones are sent where they are elastic. */
  readonly credentialBytes: number;
  readonly elastic: boolean;
  readonly mostIdentities: number;
  readonly byCollection: boolean;
}

/** Waves repeated for as long as the user says, within the limits of one run: more time, not more load. */
export function planSoak(input: SoakInput): { readonly plan: Plan; readonly credentialBytes: number } {
  const { seconds } = input;
  const cycles = Math.min(CYCLES.most, Math.max(CYCLES.least, Math.floor(seconds / CYCLE_SECONDS)));
  const each = seconds / (cycles + BEFORE.warm + BEFORE.ctl);
  const most = Math.min(LIMITS.requestsPerSecond, input.capacity / 2);
  const wanted = Math.min(IDENTITIES, input.mostIdentities, most * each * SHARES.wave * cycles);
  const sizes = CREDENTIAL_SIZES.filter((bytes) => bytes < input.credentialBytes);
  const credentialBytes = input.elastic
    ? ([input.credentialBytes, ...sizes].find((bytes) => mostIdentitiesFor(bytes) >= wanted) ?? 256)
    : input.credentialBytes;
  const identities = Math.min(wanted, mostIdentitiesFor(credentialBytes));
  const rate = identities / (cycles * each * SHARES.wave);
  const phase = (name: PhaseName, arm: PlannedPhase['arm'], share: number): PlannedPhase => {
    const slices = arm === 'fresh' ? 4 : arm === 'same' ? 2 : 1;
    const lasts = share * each;
    return {
      name,
      arm,
      requests: arm === 'idle' ? 0 : Math.max(1, Math.floor((rate * lasts) / slices)) * slices,
      seconds: arm === 'idle' ? lasts : 0,
      slices,
      leastSamples: input.byCollection ? 2 : 6,
    };
  };
  const phases = [
    phase('warm', 'same', BEFORE.warm),
    phase('ctl', 'same', BEFORE.ctl),
    ...Array.from({ length: cycles }, (_, index) => [
      phase(`w${index + 1}`, 'fresh', SHARES.wave),
      phase(`fl${index + 1}`, 'same', SHARES.flush),
      phase(`idle${index + 1}`, 'idle', SHARES.idle),
    ]).flat(),
  ];
  const sum = (some: readonly PlannedPhase[]) => some.reduce((total, { requests }) => total + requests, 0);
  return {
    credentialBytes,
    plan: {
      profile: 'soak',
      rate,
      phases,
      extraWave: undefined,
      identities: sum(phases.filter(({ arm }) => arm === 'fresh')),
      requests: sum(phases),
    },
  };
}
