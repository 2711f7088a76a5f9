import { randomBytes } from 'node:crypto';
import type { MemoryOptions } from '../src/retention/memory/find-source.ts';
import type { RetentionOptions } from '../src/retention/options.ts';
import { probeRetention } from '../src/retention/probe.ts';
import type { RetentionResult } from '../src/retention/result.ts';
import type { Verdict } from '../src/retention/vocabulary.ts';
import { buildToolchain } from './fleet-build.ts';
import { CLEAN } from './fleet-measure.ts';
import { missingOf } from './fleet-process.ts';
import { launch, type RunningProcess } from './fleet-run.ts';
import { type Keeps, type LibraryService, librarySuites } from './library-plan.ts';
import { type ASKED, type LibraryRun, recordLibraryRun } from './library-runs.ts';
import { type PlainTruth, plainLoad } from './plain-load.ts';

export interface LibraryOptions {
  /** Services by id; all when empty. */
  readonly only: readonly string[];
  readonly profile: 'full' | 'quick';
  /** False leaves docs/library-runs.json alone. */
  readonly keep: boolean;
  /** One way of asking alone, with the next step that it names; all of them where left out. */
  readonly asked: Asked | undefined;
}

type Asked = (typeof ASKED)[number];

const GROWS: readonly Keeps[] = ['unbounded-growth', 'per-request-growth'];

/**
 * For each service: the probe with the best memory source, then a plain load on a fresh process, which has to find what
 * the library's documentation has; where memory is collected lazily also the probe without a word about memory, and with
 * the flag that it names. Passed is what is right, or open with a next step that then is right.
 */
export async function measureLibraries(options: LibraryOptions, say: (line: string) => void) {
  const tally = { passed: 0, failed: 0, skipped: 0, unclear: 0 };
  const suites = librarySuites();
  const known = suites.flatMap(({ services }) => services.map(({ id }) => id));
  const unknown = options.only.find((id) => !known.includes(id));
  if (unknown) throw new Error(`${unknown}: no such service; there are ${known.join(', ')}`);
  for (const { name, toolchain, services } of suites) {
    const wanted = services.filter(({ id }) => options.only.length === 0 || options.only.includes(id));
    if (wanted.length === 0) continue;
    const missing = missingOf(toolchain.needs);
    if (missing) say(`skip ${wanted.map(({ id }) => id).join(', ')}: ${missing}`);
    if (missing || !buildToolchain(name, toolchain, say)) {
      tally[missing ? 'skipped' : 'failed'] += wanted.length;
      continue;
    }
    for (const service of wanted) {
      for (const { judged } of await measureService(service, options, say))
        tally[judged === 'right' ? 'passed' : judged === 'open' ? 'unclear' : 'failed'] += 1;
    }
  }
  return tally;
}

async function measureService(service: LibraryService, options: LibraryOptions, say: (line: string) => void) {
  const runs: LibraryRun[] = [];
  const asks = (way: Asked) => (options.asked ?? way) === way;
  const truths = new Map<number, Promise<PlainTruth>>();
  // What is kept depends on how long a credential is.
  const truthFor = (bytes: number) => {
    const load = (running: RunningProcess, secret: string) => plainLoad(running, service, bytes, secret);
    const truth = truths.get(bytes) ?? onProcess(service, true, load);
    truths.set(bytes, truth);
    return truth;
  };
  const note = async (asked: Asked, result: RetentionResult) => {
    const run = rowOf(service, asked, await truthFor(result.credentialBytes), result);
    if (options.keep) recordLibraryRun(run);
    say(lineOf(run));
    if (run.judged !== 'right') say(`  ${result.reason}`);
    runs.push(run);
    return run;
  };
  if (asks('full')) await note('full', await probed(service, 'full', options.profile));
  // The two runtimes whose collections can be forced from outside.
  if (asks('default') && service.memory === 'collections' && service.language !== 'Go') {
    const { judged } = await note('default', await probed(service, 'default', options.profile));
    if (judged === 'open') await note('next-step', await probed(service, 'next-step', options.profile));
  }
  return runs;
}

function probed(service: LibraryService, asked: Asked, profile: 'full' | 'quick'): Promise<RetentionResult> {
  // Without a word about memory means without a page of metrics too.
  return onProcess(service, asked === 'full', (running, secret) =>
    probeRetention(optionsFor(running, service, asked, profile, secret)),
  );
}

/** Against a process of its own, which is stopped whatever happens. */
async function onProcess<Value>(
  service: LibraryService,
  metrics: boolean,
  use: (running: RunningProcess, jwtSecret: string) => Promise<Value>,
): Promise<Value> {
  const secret = randomBytes(32).toString('hex');
  const options = ['--port', '0', ...(metrics ? ['--metrics'] : [])];
  const running = await launch(service, options, { JWT_SECRET: secret });
  try {
    return await use(running, secret);
  } finally {
    await running.stop();
  }
}

function optionsFor(
  running: RunningProcess,
  service: LibraryService,
  asked: Asked,
  profile: 'full' | 'quick',
  secret: string,
): RetentionOptions {
  const url = new URL(service.path, running.url);
  const sources: Record<Asked, MemoryOptions> = {
    full:
      service.memory === 'resident'
        ? { pid: running.pid }
        : { metrics: `${running.observeUrl}/metrics`, collect: `${running.observeUrl}/__truth` },
    default: {},
    'next-step': { allowGc: true },
  };
  return {
    ...{ url: url.href, consentHost: url.host, profile, memory: sources[asked] },
    ...(service.credential === 'jwt'
      ? { arm: 'jwt', jwt: { secret } }
      : { arm: 'credential', place: { in: 'header', name: 'x-api-key' } }),
  };
}

function rowOf(
  service: LibraryService,
  asked: Asked,
  truth: PlainTruth,
  result: RetentionResult,
): LibraryRun {
  const { low, estimate, high } = result.bytesPerCredential ?? {};
  const isKnown = low !== undefined && estimate !== undefined && high !== undefined;
  return {
    service: service.id,
    library: service.library,
    asked,
    expected: service.expected,
    plainLoad: truth.keeps,
    truthBytes: truth.bytes,
    verdict: result.verdict as Verdict,
    memoryClass: result.memoryClass ?? 'D',
    bytes: isKnown ? { low: Math.round(low), estimate: Math.round(estimate), high: Math.round(high) } : null,
    seconds: Math.round(result.seconds * 10) / 10,
    judged: judgedOf(service.expected, truth.keeps, result.verdict),
  };
}

/** Documentation and load have to agree before a verdict can be right. Suspicion of a leak is true of it. */
function judgedOf(expected: Keeps, load: Keeps, verdict: RetentionResult['verdict']): LibraryRun['judged'] {
  const grows = GROWS.includes(expected);
  if (grows ? load !== expected : GROWS.includes(load)) return 'wrong';
  if (verdict === 'inconclusive') return 'open';
  const isRight = grows ? verdict === expected || verdict === 'suspected-growth' : CLEAN.includes(verdict);
  return isRight ? 'right' : 'wrong';
}

function lineOf(run: LibraryRun): string {
  const { bytes, judged } = run;
  const mark = { right: 'ok  ', open: 'open', wrong: 'FAIL' }[judged];
  return [
    `${mark} ${run.service}, ${run.asked}: ${run.verdict} class ${run.memoryClass},`,
    bytes ? `${bytes.estimate} (${bytes.low} to ${bytes.high}) bytes,` : 'no interval,',
    `plain load: ${run.plainLoad} ${run.truthBytes}, documented: ${run.expected}, ${run.seconds} s`,
  ].join(' ');
}
