import { expect } from 'vitest';
import type { Fault } from '../../lab/http/faults.ts';
import { serveFaulty } from '../../lab/http/faulty-api.ts';
import type { Cost } from '../../scripts/measured-run.ts';
import { measuredRun } from '../../scripts/measured-run.ts';
import type { ScanResult } from '../../src/result.ts';

/** Seconds that each scan is given. */
const GIVEN_S = 6;
/** Whatever the target sends, a scan is over so many seconds after its time is up. */
export const GRACE_S = 5;
const MOST_MEGABYTES = 200;

export interface Bounded {
  readonly result?: ScanResult;
  readonly rules: readonly string[];
  readonly exitCode: number;
}

/** What the command takes where there is nothing to scan: a port that nobody listens at. */
export async function loadingMs(): Promise<number> {
  return (await measuredRun(['scan', 'http://127.0.0.1:9', '--no-config', '--no-save', '--quiet'])).wallMs;
}

function scanned(url: string): Promise<Cost> {
  const settings = ['--no-config', '--no-save', '--quiet', '--format', 'json'];
  const env = { ...process.env, NO_COLOR: '1' };
  return measuredRun(['scan', url, '--max-time', `${GIVEN_S}`, ...settings], env);
}

/** Scans a faulty API with the built command line, and demands what holds for every target. */
export async function boundedScan(fault: Fault, where: 'everywhere' | 'at one operation'): Promise<Bounded> {
  const server = await serveFaulty(fault, where);
  try {
    let run = await scanned(server.url);
    const allowedMs = (GIVEN_S + GRACE_S) * 1_000;
    // Other work may take the machine for seconds; a scan that does not end does so each time.
    if (run.wallMs > allowedMs) run = await scanned(server.url);
    const { wallMs, peakMb, exitCode, stdout, stderr } = run;
    expect(stderr).not.toContain('internal error');
    expect([0, 1, 3, 4]).toContain(exitCode);
    expect(peakMb).toBeGreaterThan(20);
    expect(peakMb).toBeLessThan(MOST_MEGABYTES);
    // On a busy machine the command alone takes seconds to load, before the time that it is given begins.
    if (wallMs > allowedMs) expect(wallMs).toBeLessThan(allowedMs + 2 * (await loadingMs()));
    if (stdout.trim() === '') {
      expect(
        stderr
          .trim()
          .split('\n')
          .filter((line) => line.startsWith('middlebrick: ')),
      ).toHaveLength(1);
      return { rules: [], exitCode };
    }
    const result = JSON.parse(stdout) as ScanResult;
    return { result, rules: result.findings.map(({ rule }) => rule), exitCode };
  } finally {
    await server.close();
  }
}
