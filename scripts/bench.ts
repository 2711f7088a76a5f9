import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { serveLab } from '../lab/app.ts';
import { demoApp, demoToken } from '../lab/demo/app.ts';
import type { ScanResult } from '../src/result.ts';
import { VERSION } from '../src/version.ts';
import { bigSpec } from '../test/openapi/big-spec.ts';
import { storedScans } from './bench-server.ts';
import type { BenchRow } from './bench-table.ts';
import { BENCH_DATA, benchTable, withBenchTable } from './bench-table.ts';
import type { Cost } from './measured-run.ts';
import { measuredNode, measuredRun } from './measured-run.ts';

/** Figures of README.md, each with its limit; `--write` puts them there. Ends with exit code 1 when one is missed. */
const README = new URL('../README.md', import.meta.url);
/** Operations of the two documents. */
const [OPERATIONS, LARGE] = [500, 2_000];

const folder = mkdtempSync(join(tmpdir(), 'middlebrick-bench-'));
const quiet = ['--quiet', '--no-save', '--no-config', '--format', 'json'];

async function version(): Promise<BenchRow> {
  const runs: Cost[] = [];
  for (let run = 0; run < 5; run += 1) runs.push(await measuredRun(['--version']));
  const cpuMs = Math.min(...runs.map((cost) => cost.cpuMs));
  const said = runs.every(({ stdout }) => stdout.trim() === VERSION);
  return row(
    'middlebrick --version, CPU, best of 5',
    `${cpuMs.toFixed(0)} ms`,
    '120 ms',
    said && cpuMs < 120,
  );
}

async function demo(): Promise<BenchRow[]> {
  const lab = await serveLab(demoApp());
  const costs: Cost[] = [];
  for (let run = 0; run < 3; run += 1) {
    costs.push(
      await measuredRun(['scan', lab.url, '--bearer', 'env:DEMO_TOKEN', ...quiet], {
        ...process.env,
        DEMO_TOKEN: demoToken(),
      }),
    );
  }
  await lab.close();
  const results = costs.map(({ stdout }) => JSON.parse(stdout) as ScanResult);
  const wall = Math.min(...costs.map(({ wallMs }) => wallMs));
  const requests = Math.max(...results.map(({ traffic }) => traffic.requests));
  const same = new Set(results.map(essence)).size === 1;
  const peak = Math.max(...costs.map(({ peakMb }) => peakMb));
  return [
    row('scan of the demo API, wall time, best of 3', `${(wall / 1000).toFixed(1)} s`, '5 s', wall < 5_000),
    // Every operation is asked as everybody, every place looked at, and some 200 usual names tried.
    row('scan of the demo API, requests', String(requests), '1,300', requests < 1_300),
    row('scan of the demo API, peak memory', `${peak.toFixed(0)} MB`, '200 MB', peak < 200),
    row('three scans of it', same ? 'same findings, same score' : 'they differ', 'same', same),
  ];
}

/** What must not change from scan to scan of an unchanged target. */
function essence({ findings, score }: ScanResult): string {
  return JSON.stringify([
    score.value,
    findings.map(({ fingerprint, severity, confidence, locations }) => [
      fingerprint,
      severity,
      confidence,
      locations.map((place) => place.fingerprint),
    ]),
  ]);
}

async function manyOperations(): Promise<BenchRow[]> {
  const openapi = JSON.parse(bigSpec(OPERATIONS, 400_000)) as object;
  const routes = new Hono().all('*', (c) =>
    c.req.path.includes('mb-') ? c.json({ error: 'not found' }, 404) : c.json({ id: 7, name: 'thing' }),
  );
  const lab = await serveLab({ routes, openapi });
  const cost = await measuredRun(['scan', lab.url, '--concurrency', '20', ...quiet]);
  await lab.close();
  const { traffic, operations, partial } = JSON.parse(cost.stdout) as ScanResult;
  // What fails at once is quick, too.
  const isWhole = operations.length === OPERATIONS && partial === undefined;
  const what = `scan of a ${operations.length}-operation spec, ${traffic.requests} requests`;
  return [
    row(
      `${what}, wall time`,
      `${(cost.wallMs / 1000).toFixed(1)} s`,
      '20 s',
      isWhole && cost.wallMs < 20_000,
    ),
    row(`${what}, peak memory`, `${cost.peakMb.toFixed(0)} MB`, '200 MB', cost.peakMb < 200),
  ];
}

async function largeSpec(): Promise<BenchRow[]> {
  const path = join(folder, 'large.json');
  writeFileSync(path, bigSpec(LARGE, 6_000_000));
  const read = join(folder, 'read.mjs');
  const load = new URL('../dist/openapi/load.js', import.meta.url).href;
  writeFileSync(
    read,
    `import { readFileSync } from 'node:fs';
import { loadSpec } from ${JSON.stringify(load)};
const path = ${JSON.stringify(path)};
console.log((await loadSpec({ uri: path, text: readFileSync(path, 'utf8') })).operations.length);`,
  );
  const cost = await measuredNode([read]);
  const operations = cost.stdout.trim();
  return [
    row(
      `reading a 6 MB spec of ${operations} operations, CPU`,
      `${cost.cpuMs.toFixed(0)} ms`,
      '1,000 ms',
      operations === String(LARGE) && cost.cpuMs < 1_000,
    ),
    row('reading a 6 MB spec, peak memory', `${cost.peakMb.toFixed(0)} MB`, '150 MB', cost.peakMb < 150),
  ];
}

/** Puts the rows on record, and their table between the markers of README.md. */
function write(rows: readonly BenchRow[]): void {
  writeFileSync(BENCH_DATA, `${JSON.stringify(rows, null, 2)}\n`);
  writeFileSync(README, withBenchTable(readFileSync(README, 'utf8'), rows));
}

function row(what: string, measured: string, limit: string, kept: boolean): BenchRow {
  return { what, measured, limit, kept };
}

try {
  const rows = [
    await version(),
    ...(await demo()),
    ...(await manyOperations()),
    ...(await largeSpec()),
    await storedScans(folder),
  ];
  process.stdout.write(`${benchTable(rows)}\n`);
  if (process.argv.includes('--write')) write(rows);
  if (rows.some(({ kept }) => !kept)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}
