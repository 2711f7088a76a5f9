import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { RetentionOptions } from '../src/retention/options.ts';
import { probeRetention } from '../src/retention/probe.ts';
import type { RetentionResult } from '../src/retention/result.ts';
import { missingTools } from './fleet-build.ts';
import { authority, clientCertificate } from './fleet-certificates.ts';
import { type Pattern, plan, type Service, VARIANTS, type Variant } from './fleet-plan.ts';
import { type RunningService, startService, type Truth, truthOf } from './fleet-run.ts';
import { type FleetRun, readRuns, sameCell, writeRuns } from './fleet-runs.ts';

export interface MeasureOptions {
  /** `service`, `service/pattern` or `service/pattern/variant`; everything when empty. */
  readonly only: readonly string[];
  readonly runs: number;
  /** Adds to the runs on record, where a measurement otherwise replaces those of its cell. */
  readonly append: boolean;
  readonly profile: 'full' | 'quick';
  /** Where recordings are kept; nowhere when absent. */
  readonly traces?: string | undefined;
  /** False leaves docs/retention-runs.json alone. */
  readonly keep: boolean;
  /** A run without a verdict is made once more. */
  readonly again: boolean;
}

interface Cell {
  readonly service: Service;
  readonly pattern: Pattern;
  readonly variant: Variant;
}

/** What may be said of a build that keeps nothing, or no more than its bound. */
export const CLEAN: readonly RetentionResult['verdict'][] = [
  'no-retention',
  'bounded-plateau',
  'released-after-idle',
];

/** Many leaks of the fleet are of keys that nobody issued: what a build keeps of those that it refuses is the question. */
function isClean({ verdict, measured, upperBoundBytes }: RetentionResult): boolean {
  return CLEAN.includes(verdict) || (measured === 'refusal-path' && upperBoundBytes !== undefined);
}

/**
 * Runs the probe on every cell, each run against a fresh process, and puts each run on record as it ends.
 * A right verdict has passed and a wrong one has failed; inconclusive is neither, because a busy machine makes it so.
 */
export async function measure(options: MeasureOptions, say: (line: string) => void) {
  const tally = { passed: 0, failed: 0, skipped: 0, unclear: 0 };
  for (const cell of cellsOf(options.only)) {
    const missing = missingTools(cell.service.toolchain);
    if (missing) {
      say(`skip ${nameOf(cell)}: ${missing}`);
      tally.skipped += 1;
      continue;
    }
    for (let count = 0; count < options.runs; count++) {
      let row = await measureOnce(cell, options, count);
      say(lineOf(row));
      if (options.again && row.verdict === 'inconclusive' && !row.right) {
        row = await measureOnce(cell, options, count);
        say(`once more: ${lineOf(row)}`);
      }
      tally[row.right ? 'passed' : row.verdict === 'inconclusive' ? 'unclear' : 'failed'] += 1;
    }
  }
  return tally;
}

function cellsOf(only: readonly string[]): Cell[] {
  const all = plan.services.flatMap((service) =>
    service.patterns.flatMap((pattern) => VARIANTS.map((variant) => ({ service, pattern, variant }))),
  );
  const unknown = only.find((wanted) => !all.some((cell) => isNamed(cell, wanted)));
  if (unknown) throw new Error(`${unknown}: no such service, pattern or variant`);
  return only.length === 0 ? all : all.filter((cell) => only.some((wanted) => isNamed(cell, wanted)));
}

function nameOf({ service, pattern, variant }: Cell): string {
  return `${service.id}/${pattern.id}/${variant}`;
}

function isNamed(cell: Cell, wanted: string): boolean {
  return `${nameOf(cell)}/`.startsWith(`${wanted}/`);
}

async function measureOnce(cell: Cell, options: MeasureOptions, count: number): Promise<FleetRun> {
  const { service, pattern, variant } = cell;
  const running = await startService(service.id, variant);
  try {
    const truth: Truth[] = [await truthOf(running)];
    const started = performance.now();
    const result = await probeRetention(optionsFor(running, cell, options.profile), {
      onEvent(event) {
        // What the first requests of a process cost for ever is no part of what a credential costs.
        if (event.kind === 'phase' && event.phase === 'w2' && truth[0]?.heapBytes)
          void truthOf(running).then((at) => truth.unshift(at));
      },
    });
    const seconds = (performance.now() - started) / 1_000;
    truth.push(await truthOf(running));
    const truthBytes = kept(truth, cell, result);
    const runs = readRuns();
    const others = options.append || count > 0 ? runs : runs.filter((run) => !sameCell(run, named(cell)));
    const { low, estimate, high } = result.bytesPerCredential ?? {};
    const row: FleetRun = {
      ...named(cell),
      run: others.filter((run) => sameCell(run, named(cell))).length + 1,
      profile: options.profile,
      verdict: result.verdict,
      arm: result.arm,
      memoryClass: result.memoryClass ?? 'D',
      bytesPerCredential:
        low === undefined || estimate === undefined || high === undefined
          ? null
          : { low: Math.round(low), estimate: Math.round(estimate), high: Math.round(high) },
      identities: result.identities,
      requests: result.requests,
      seconds: Math.round(seconds * 10) / 10,
      truthBytes,
      right: variant === 'leaky' ? result.verdict === pattern.expected.leaky : isClean(result),
    };
    if (options.keep) writeRuns([...others, row].sort(byPlan));
    if (options.traces !== undefined) keepTrace(options.traces, cell, row.run, result);
    if (!row.right) console.error(`  ${result.reason}`);
    return row;
  } finally {
    await running.stop();
  }
}

function named({ service, pattern, variant }: Cell) {
  return { service: service.id, pattern: pattern.id, variant };
}

function byPlan(a: FleetRun, b: FleetRun): number {
  const rank = ({ service, pattern, variant }: FleetRun) => {
    const index = plan.services.findIndex(({ id }) => id === service);
    const inner = plan.services[index]?.patterns.findIndex(({ id }) => id === pattern) ?? 0;
    return index * 1_000 + inner * 10 + VARIANTS.indexOf(variant);
  };
  return rank(a) - rank(b) || a.run - b.run;
}

/** Whoever makes up identifiers of keys makes them as long as they like: a fresh end is added to it. */
const LONG_KID = 'k'.repeat(1_000);

/** What somebody would type who knows the service: where its credential goes, and how a valid one is made. */
function optionsFor(
  running: RunningService,
  { service, pattern }: Cell,
  profile: 'full' | 'quick',
): RetentionOptions {
  const url = new URL(pattern.path, running.url);
  const memory =
    service.memorySource === 'resident'
      ? { pid: running.pid }
      : { metrics: `${running.observeUrl}/metrics`, collect: `${running.observeUrl}/__truth` };
  const common: RetentionOptions = { url: url.href, consentHost: url.host, profile, memory, verify: false };
  const { arm } = pattern;
  switch (service.credential) {
    case 'api-key':
      return {
        ...common,
        arm,
        place: { in: 'header', name: 'x-api-key' },
        // Where something else is fresh, an issued key lets every request in.
        ...(arm !== 'credential' && { headers: { 'x-api-key': running.apiKey } }),
        ...((arm === 'payload' || arm === 'body') && { method: 'POST', active: true }),
      } as const;
    case 'jwt':
      return {
        ...common,
        arm: 'jwt',
        // Without the secret, tokens are signed by somebody else: that is what some builds remember.
        jwt: {
          ...(pattern.leakyKeeps !== 'rejected-tokens' && { secret: running.jwtSecret }),
          ...(pattern.freshParts && { fresh: pattern.freshParts, claims: { kid: LONG_KID } }),
        },
      } as const;
    case 'mutual-tls':
      return arm === 'certificate'
        ? ({ ...common, arm, certificates: pem('caCertificate', 'caKey', authority) } as const)
        : ({ ...common, arm, tls: pem('cert', 'key', clientCertificate(0)) } as const);
  }
}

function pem<Certificate extends string, Key extends string>(
  certificate: Certificate,
  key: Key,
  files: { readonly certificate: string; readonly key: string },
): Record<Certificate | Key, string> {
  const read = (path: string) => readFileSync(path, 'utf8');
  return { [certificate]: read(files.certificate), [key]: read(files.key) } as Record<
    Certificate | Key,
    string
  >;
}

/**
 * Bytes per entry of the pattern: growth of the live heap over the late waves, where the runtime knows it, else of what
 * can be reached from the entries. A build that keeps one request in sixteen keeps a sixteenth of an entry per request.
 */
function kept(truth: readonly Truth[], { pattern, variant }: Cell, result: RetentionResult): number | null {
  const [before, after] = [truth[0], truth.at(-1)];
  const [first, last] = [before?.kept[pattern.id], after?.kept[pattern.id]];
  if (first === undefined || last === undefined) return null;
  if (variant === 'fixed') return Math.round(last.bytes / Math.max(1, result.identities));
  const entries = last.entries - first.entries;
  if (entries <= 0) return null;
  const heap = before?.heapBytes && after?.heapBytes && after.heapBytes - before.heapBytes;
  return Math.round((heap || last.bytes - first.bytes) / entries / (pattern.keepsOneIn ?? 1));
}

function keepTrace(folder: string, cell: Cell, run: number, { trace }: RetentionResult): void {
  if (trace === undefined) return;
  mkdirSync(folder, { recursive: true });
  const name = `${nameOf(cell).replaceAll('/', '.')}.${run}.json.gz`;
  writeFileSync(join(folder, name), gzipSync(JSON.stringify(trace)));
}

function lineOf(run: FleetRun): string {
  const { bytesPerCredential: bytes, truthBytes } = run;
  const interval = bytes ? `${bytes.estimate} (${bytes.low} to ${bytes.high})` : '';
  return [
    run.right ? 'ok  ' : 'FAIL',
    `${run.service}/${run.pattern}/${run.variant} run ${run.run}: ${run.verdict}`,
    `class ${run.memoryClass}, ${interval || 'no interval'}, truth ${truthBytes ?? 'unknown'},`,
    `${run.identities} identities, ${run.requests} requests, ${run.seconds} s`,
  ].join(' ');
}
