import { FRESH_THINGS } from './arms/fresh-things.ts';
import { MIB } from './estimate.ts';
import type { ArmName, PhaseArm, PhaseName } from './vocabulary.ts';

/** Hard limits of a run. They bound the load on a target whatever the options say. */
export const LIMITS = {
  requests: 60_000,
  requestsWithExtraWave: 80_000,
  connections: 4,
  requestsPerSecond: 2_200,
  seconds: 90,
  /** Memory that a run may pin if the target keeps every credential, bytes. */
  pinnedBytes: 112 * MIB,
} as const;

/** Of what a limit per credential allows one to send in a run: two windows may touch. */
export const SHARE_OF_CREDENTIAL_LIMIT = 0.7;
/** Of a limit that all requests share: its window and ours do not tick alike. */
const SHARE_OF_LIMIT = 0.9;
/** Seconds that preparing, waiting for samples and collections take beside the requests. */
const BESIDE_THE_REQUESTS = 14;

/** With fewer requests than this a full run can not resolve a leak of whole credentials. */
export const LEAST_REQUESTS = 18_000;
/** A kept credential costs its length and about a third more. */
const PIN_FACTOR = 1.3;
/** Sizes to try, bytes: a long credential makes a leak loud, but proxies refuse long headers. */
export const CREDENTIAL_SIZES = [4_096, 2_048, 1_024, 512, 256] as const;
/** A heap that is collected lazily takes twice the room of what it holds. */
const SHARE_BESIDE_GARBAGE = 0.5;
/**
 * Seconds of the silence between waves: after eight without work V8 shrinks its heap (memory-reducer.cc), and what follows
 * is the heap growing back.
 */
const SILENCE_BESIDE_GARBAGE = 3;
/** Certificates are counted in hundreds, so they must be long; a TLS record holds 16 KiB. */
export const CERTIFICATE_SIZES = [12 * 1_024, 6 * 1_024, 2 * 1_024] as const;

/** Lengths that a credential may have where that is ours to choose, the longest first. */
export function sizesFor(arm: ArmName): typeof CREDENTIAL_SIZES | typeof CERTIFICATE_SIZES {
  return arm === 'certificate' ? CERTIFICATE_SIZES : CREDENTIAL_SIZES;
}

export interface PlannedPhase {
  readonly name: PhaseName;
  readonly arm: PhaseArm;
  readonly requests: number;
  /** Idle phases last this long, with a few nudges that let lazy expiry happen. */
  readonly seconds: number;
  readonly slices: number;
  /** A phase lasts until so many memory samples are in, however fast the target answers. */
  readonly leastSamples: number;
}

export interface Plan {
  readonly profile: Profile | 'soak';
  /** Requests per second. */
  readonly rate: number;
  readonly phases: readonly PlannedPhase[];
  /** Only for class B, when too few collections happened: more of the same. */
  readonly extraWave: PlannedPhase | undefined;
  readonly identities: number;
  readonly requests: number;
}

export type Profile = 'full' | 'quick';

type Counts = readonly [
  warm: number,
  ctl: number,
  w1: number,
  fl1: number,
  idle1: number,
  ctl2: number,
  w2: number,
  fl2: number,
  w3: number,
  fl3: number,
  idle2: number,
];

const COUNTS: Readonly<
  Record<Profile, Readonly<Record<'credential' | 'connection' | 'certificate', Counts>>>
> = {
  full: {
    credential: [3_000, 4_000, 10_000, 3_000, 7, 3_000, 15_000, 3_000, 15_000, 3_000, 5],
    connection: [400, 600, 3_000, 400, 7, 500, 4_000, 400, 4_000, 400, 5],
    certificate: [400, 400, 900, 300, 7, 400, 1_200, 300, 1_200, 300, 5],
  },
  quick: {
    credential: [600, 600, 1_000, 400, 2.5, 500, 1_500, 400, 1_500, 400, 1.5],
    connection: [200, 200, 600, 150, 2.5, 150, 1_000, 150, 1_000, 150, 1.5],
    certificate: [150, 150, 300, 100, 2.5, 150, 800, 100, 800, 100, 1.5],
  },
};
const NAMES: readonly PhaseName[] = [
  'warm',
  'ctl',
  'w1',
  'fl1',
  'idle1',
  'ctl2',
  'w2',
  'fl2',
  'w3',
  'fl3',
  'idle2',
];
const EXTRA_WAVE = 20_000;
/** Seconds that the requests of a plan should take at most, without the idle phases. */
const BUSY_SECONDS = { credential: 27, connection: 27, certificate: 28 };
/** Below this share of the counts a source's finest step hides what is looked for; a quick run has less to give away. */
const LEAST_SHARE = { full: 0.1, quick: 0.6 };

export interface PlanInput {
  readonly arm: ArmName;
  readonly profile: Profile;
  /** Requests per second that the target answered when nothing held us back. */
  readonly capacity: number;
  readonly credentialBytes: number;
  readonly mostIdentities: number;
  /** Identities of runs before, which may be kept already. */
  readonly pinnedIdentities?: number | undefined;
  /** What the limits leave after other runs; all of them where left out. */
  readonly mostRequests?: number | undefined;
  /** Silence after the first wave, seconds: at least the time to live that the user states, and one more. */
  readonly idleSeconds?: number | undefined;
  /** Requests per second that a limit of the target lets through, whoever asks; the plan stays below it. */
  readonly limitPerSecond?: number | undefined;
  /** Requests that the target lets one credential send in a run. */
  readonly perCredential?: number | undefined;
  /** Class C is judged by forced collections alone, so its phases need not wait for samples. */
  readonly byCollection?: boolean | undefined;
  /** Credentials are as long as `credentialBytes` and no shorter. */
  readonly fixedLength?: boolean | undefined;
  /** Memory is read with the garbage of a lazy collector in it, which counts against what a target may grow by. */
  readonly withGarbage?: boolean | undefined;
}

/** Nudges, and phases that are rounded up to whole slices. */
const BESIDE_THE_PLAN = 200;

/** Counts scale down for slow targets, so that a run takes the same time; nothing scales up. */
export function planRun(input: PlanInput): Plan {
  const kind = FRESH_THINGS[input.arm].plan;
  const counts = COUNTS[input.profile][kind];
  const total = counts.reduce((sum, count, index) => sum + (index === 4 || index === 10 ? 0 : count), 0);
  const limited = (input.limitPerSecond ?? Number.POSITIVE_INFINITY) * SHARE_OF_LIMIT;
  const unlimited = Math.min(LIMITS.requestsPerSecond, input.capacity / 2);
  const rate = Math.max(1, Math.min(unlimited, limited));
  const allowed = Math.max(0, (input.mostRequests ?? LIMITS.requests) - BESIDE_THE_PLAN);
  const byTime = Math.min(
    1,
    allowed / total,
    limited < unlimited
      ? (rate * secondsToAsk(counts, input.idleSeconds)) / total
      : Math.max(LEAST_SHARE[input.profile], (rate * BUSY_SECONDS[kind]) / total),
  );
  const byCredential = controlShare(counts, byTime, input.perCredential);
  const fresh = (counts[2] + counts[6] + counts[8]) * byTime;
  const byIdentities = Math.min(1, input.mostIdentities / fresh, mostPinned(input) / fresh);
  const phases = NAMES.map((name, index) => {
    const arm = name.startsWith('idle') ? 'idle' : name.startsWith('w') && name !== 'warm' ? 'fresh' : 'same';
    const count = counts[index] ?? 0;
    const share = arm === 'fresh' ? byIdentities : name === 'warm' ? 1 : byCredential;
    const scaled = count * byTime * share;
    const usual = input.withGarbage ? Math.min(count, SILENCE_BESIDE_GARBAGE) : count;
    const seconds = name === 'idle1' ? Math.max(usual, input.idleSeconds ?? 0) : count;
    return { ...phase(name, arm, scaled, seconds), ...(input.byCollection && { leastSamples: 2 }) };
  });
  const identities = sum(phases.filter(({ arm }) => arm === 'fresh'));
  const requests = sum(phases);
  const extra = Math.min(
    EXTRA_WAVE * byTime,
    mostPinned(input) - identities,
    input.mostIdentities - identities,
    (input.mostRequests ?? LIMITS.requestsWithExtraWave) - requests,
  );
  const extraWave =
    input.profile === 'full' && kind !== 'certificate' && extra >= 2_000
      ? phase('w4', 'fresh', extra, 0)
      : undefined;
  return { profile: input.profile, rate, phases, extraWave, identities, requests };
}

/** A limited run may take all the time there is: what a slow target lacks in speed, nothing else can give. */
function secondsToAsk(counts: Counts, idleSeconds: number | undefined): number {
  return LIMITS.seconds - Math.max(counts[4], idleSeconds ?? 0) - counts[10] - BESIDE_THE_REQUESTS;
}

/** Share of the control requests after the warm-up that its credentials can send within their own limit. */
function controlShare(counts: Counts, byTime: number, perCredential: number | undefined): number {
  if (perCredential === undefined) return 1;
  const warm = counts[0] * byTime;
  const others = (counts[1] + counts[3] + counts[5] + counts[7] + counts[9]) * byTime;
  return Math.min(1, Math.max(0.05, (SHARE_OF_CREDENTIAL_LIMIT * perCredential * warm - warm) / others));
}

/** Bytes per identity that a plan can just tell from nothing: growth below a mebibyte is never believed. */
export function leastResolved(plan: Plan): number {
  const late = plan.phases.filter(({ name }) => name === 'w2' || name === 'w3');
  return MIB / sum(late);
}

/** Requests per second below which not even a run of credentials that are kept whole would show. */
export function leastUsefulRate(profile: Profile, arm: ArmName, credentialBytes: number): number {
  const kind = arm === 'connection' || arm === 'certificate' ? arm : 'credential';
  const counts = COUNTS[profile][kind];
  const total = counts.reduce((all, count, index) => all + (index === 4 || index === 10 ? 0 : count), 0);
  const late = counts[6] + counts[8];
  const requests = (total * 1.25 * MIB) / credentialBytes / late;
  return requests / secondsToAsk(counts, undefined) / SHARE_OF_LIMIT;
}

function phase(name: PhaseName, arm: PhaseArm, requests: number, seconds: number): PlannedPhase {
  if (arm === 'idle') return { name, arm, requests: 0, seconds, slices: 1, leastSamples: 6 };
  const slices = arm === 'fresh' ? 4 : 2;
  // Six samples a slice keep three around a cut; twelve in a control phase make its slope and scatter mean something.
  return {
    name,
    arm,
    requests: Math.ceil(requests / slices) * slices,
    seconds: 0,
    slices,
    leastSamples: arm === 'fresh' ? 24 : 12,
  };
}

function sum(phases: readonly PlannedPhase[]): number {
  return phases.reduce((total, { requests }) => total + requests, 0);
}

/** Memory that these identities pin at most if the target keeps them, bytes. */
export function predictedPin(identities: number, credentialBytes: number): number {
  return identities * credentialBytes * PIN_FACTOR;
}

/** Identities of that size that may stay pinned. */
export function mostIdentitiesFor(credentialBytes: number): number {
  return Math.floor(LIMITS.pinnedBytes / (Math.max(1, credentialBytes) * PIN_FACTOR));
}

function mostPinned({ credentialBytes, pinnedIdentities, withGarbage }: PlanInput): number {
  return (
    mostIdentitiesFor(credentialBytes) * (withGarbage ? SHARE_BESIDE_GARBAGE : 1) - (pinnedIdentities ?? 0)
  );
}

/** The longest credential, no longer than the one given, with which a plan keeps all the identities that time allows. */
export function planWithLongest(input: PlanInput): { readonly plan: Plan; readonly credentialBytes: number } {
  const shorter = input.fixedLength ? [] : CREDENTIAL_SIZES;
  const sizes = [input.credentialBytes, ...shorter.filter((bytes) => bytes < input.credentialBytes)];
  const plans = sizes.map((credentialBytes) => ({
    plan: planRun({ ...input, credentialBytes }),
    credentialBytes,
  }));
  const most = Math.max(...plans.map(({ plan }) => plan.identities));
  return (
    plans.find(({ plan }) => plan.identities === most) ?? {
      plan: planRun(input),
      credentialBytes: input.credentialBytes,
    }
  );
}
