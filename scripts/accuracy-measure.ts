import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Identity } from '../src/identities/identity.ts';
import type { ScanResult } from '../src/result.ts';
import type { Verdict } from './accuracy-judge.ts';
import { judge } from './accuracy-judge.ts';
import type { ScanKind, Truth } from './accuracy-truth.ts';
import { SCANS } from './accuracy-truth.ts';
import { measuredNode } from './measured-run.ts';

/** Something that listens and whose truth is known. */
export interface Target {
  readonly name: string;
  readonly url: string;
  readonly identities: readonly Identity[];
  /** PEM of the authority that signed its certificate. */
  readonly ca?: string;
  readonly foreignToken?: string | undefined;
  /** Path of its document, where it is not found by itself. */
  readonly spec?: string | undefined;
}

/** One scan of one target, judged and priced. */
export interface Measured extends Verdict {
  readonly target: string;
  readonly kind: ScanKind;
  readonly requests: number;
  readonly seconds: number;
  readonly peakMb: number;
  readonly grade: string;
  /** Rules that ended by a fault of their own or of the target. */
  readonly errored: readonly string[];
  /** Why there is no result. */
  readonly failed?: string;
}

/** Scans without a credential, with it, and in active mode; without a credential there are two scans. */
export async function measure(target: Target, truth: Truth): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const kind of SCANS) {
    const nobody = target.identities.length === 0;
    // Behind mutual TLS nobody else is let in; without a credential there is none to scan with.
    if (kind === 'credential' ? nobody : kind === 'safe' && target.identities.some(({ tls }) => tls))
      continue;
    measured.push(await measureOne(target, truth, kind));
  }
  return measured;
}

async function measureOne(target: Target, truth: Truth, kind: ScanKind): Promise<Measured> {
  const { cost, result } = await scanned({
    url: target.url,
    mode: kind === 'active' ? 'active' : 'safe',
    identities: kind === 'safe' ? [] : target.identities,
    ...(target.ca ? { ca: target.ca } : {}),
    ...(target.foreignToken && kind !== 'safe' ? { foreignToken: target.foreignToken } : {}),
    ...(target.spec ? { specs: [{ uri: target.spec, text: readFileSync(target.spec, 'utf8') }] } : {}),
  });
  const about = { target: target.name, kind, seconds: cost.wallMs / 1_000, peakMb: cost.peakMb };
  if ('failed' in result) {
    const nothing = { listed: [], found: [], missed: [], falseAlarms: [], alsoTrue: 0, errored: [] };
    return { ...about, ...nothing, requests: 0, grade: '', failed: result.failed };
  }
  return {
    ...about,
    ...judge(truth, kind, result),
    requests: result.traffic.requests,
    seconds: result.durationMs / 1_000,
    grade: `${result.score.grade ?? '–'} ${result.score.value ?? ''}`.trim(),
    errored: result.checks.flatMap(({ rules }) =>
      rules
        .filter(({ status }) => status === 'errored')
        .map(({ rule, reason }) => `${rule}: ${reason ?? ''}`),
    ),
  };
}

/** A process for each scan, so that its peak memory is its own. */
async function scanned(options: object) {
  const folder = mkdtempSync(join(tmpdir(), 'mb-accuracy-'));
  const path = join(folder, 'result.json');
  try {
    const script = fileURLToPath(new URL('accuracy-scan.ts', import.meta.url));
    const env = { ...process.env, MB_SCAN: JSON.stringify(options), MB_RESULT: path };
    const cost = await measuredNode(['--import', 'tsx', script], env);
    return { cost, result: JSON.parse(readFileSync(path, 'utf8')) as ScanResult | { failed: string } };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
