import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { speakerWith } from '../../src/retention/arms/arm.ts';
import { credentialArm } from '../../src/retention/arms/credential-arm.ts';
import { templateSupply } from '../../src/retention/credentials/template-supply.ts';
import { drive } from '../../src/retention/driver.ts';
import { poolLoader } from '../../src/retention/load/pool-loader.ts';
import type { MemorySource } from '../../src/retention/memory/memory-source.ts';
import type { Plan, PlannedPhase } from '../../src/retention/plan.ts';
import { Recorder } from '../../src/retention/recorder.ts';
import { Safety, type SafetyInput } from '../../src/retention/safety.ts';
import type { RetentionTrace } from '../../src/retention/trace.ts';
import type { PhaseName } from '../../src/retention/vocabulary.ts';

export const MB = 1024 * 1024;

export interface Served {
  readonly url: URL;
  close(): Promise<void>;
}

export async function serve(handler: http.RequestListener): Promise<Served> {
  const server = http.createServer({ maxHeaderSize: 32_768 }, handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/me`),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers 401 like a service that knows nobody. */
export const unauthorized: http.RequestListener = (_request, response) => {
  response.writeHead(401).end();
};

/** Memory that a test makes up: `bytes` is asked at each reading. */
export function memory(bytes: () => number, more: Partial<MemorySource> = {}): MemorySource {
  return {
    name: 'made up',
    runtime: 'native',
    memoryClass: 'A',
    leastSecondsBetween: 0.01,
    read: async () => ({ at: performance.now() / 1_000, bytes: bytes() }),
    ...more,
  };
}

function phase(name: PhaseName, arm: PlannedPhase['arm'], requests: number): PlannedPhase {
  return {
    name,
    arm,
    requests,
    seconds: arm === 'idle' ? 0.2 : 0,
    slices: arm === 'fresh' ? 4 : arm === 'same' ? 2 : 1,
    leastSamples: 4,
  };
}

/** Fewer than a thousand requests in about a second. */
export const SMALL_PLAN: Plan = {
  profile: 'quick',
  rate: 1_000,
  phases: [
    phase('warm', 'same', 60),
    phase('ctl', 'same', 60),
    phase('w1', 'fresh', 80),
    phase('fl1', 'same', 40),
    phase('idle1', 'idle', 0),
    phase('ctl2', 'same', 40),
    phase('w2', 'fresh', 80),
    phase('fl2', 'same', 40),
    phase('w3', 'fresh', 80),
    phase('fl3', 'same', 40),
    phase('idle2', 'idle', 0),
  ],
  extraWave: undefined,
  identities: 240,
  requests: 520,
};

/** Enough identities that the finest step of a source is small beside them. */
export function plentiful(): PlannedPhase[] {
  return [
    phase('warm', 'same', 40),
    phase('ctl', 'same', 40),
    phase('w1', 'fresh', 3_400),
    phase('fl1', 'same', 40),
  ];
}

export interface SmallRun {
  readonly source?: MemorySource;
  readonly plan?: Partial<Plan>;
  readonly safety?: Partial<SafetyInput>;
  readonly seconds?: number;
  /** Called with the safety rules before the run starts. */
  readonly prepare?: (safety: Safety) => void;
}

/** Drives a small plan with real requests against `url`. */
export async function runSmall(
  url: URL,
  { source = memory(() => 50 * MB), plan = {}, safety = {}, seconds, prepare }: SmallRun = {},
): Promise<RetentionTrace> {
  const arm = await credentialArm('credential', templateSupply('{hex:*}'), 4_096, (key) =>
    speakerWith(url, { in: 'header', name: 'authorization' }, key, {}),
  );
  const loader = await poolLoader({ url, method: 'GET' });
  const rules = new Safety({
    expectedStatus: 401,
    credentialBytes: 4_096,
    pins: true,
    startBytes: 50 * MB,
    heap: false,
    mostRequests: 60_000,
    ...safety,
  });
  prepare?.(rules);
  const recorder = new Recorder(
    {
      target: url.href,
      arm: 'credential',
      memoryClass: source.memoryClass,
      runtime: 'native',
      source: 'made up',
      profile: 'quick',
      credentialBytes: 4_096,
    },
    [],
  );
  try {
    return await drive({
      plan: { ...SMALL_PLAN, ...plan },
      arm,
      loaders: { same: loader, fresh: loader },
      source,
      safety: rules,
      recorder,
      onEvent: () => {},
      seconds,
    });
  } finally {
    await loader.close();
  }
}
