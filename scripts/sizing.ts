/**
 * npm run sizing: what docs/sizing.md says of a server, on both databases: the time of its first start, its memory when idle,
 * how many results it takes in, and how many short scans it makes. Of the built command; it wants the machine for itself.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { serveLab } from '../lab/app.ts';
import { demoApp } from '../lab/demo/app.ts';
import { exampleFinding, exampleResult } from '../test/report/example-result.ts';
import { startPostgres } from '../test/server/postgres.ts';

const IDLE_MS = 20_000;
const INTAKE_MS = 20_000;
const SCANS_MS = 60_000;
/** As many clients as take the whole of a server. */
const CLIENTS = 4;
/** Of a result: as many as a service of fifty operations has. */
const FINDINGS = 12;
const ADDRESS = /serves at (\S+)/;
const KEY = /mbk_\S+/;

async function measure(name: string, databaseUrl: string | undefined): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'middlebrick-sizing-'));
  const began = performance.now();
  const server = spawn(
    process.execPath,
    [
      'dist/cli/main.js',
      'serve',
      '--port',
      '0',
      '--data',
      folder,
      '--allow',
      '127.0.0.0/8',
      '--log-level',
      'error',
    ],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env.PATH, HOME: folder, ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}) },
    },
  );
  const ended = new Promise((resolve) => server.once('exit', resolve));
  let said = '';
  server.stdout.setEncoding('utf8').on('data', (text) => (said += text));
  while (!KEY.test(said)) await pause(10);
  const seconds = (performance.now() - began) / 1000;
  const url = ADDRESS.exec(said)?.[1] ?? '';
  const ask = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${KEY.exec(said)?.[0]}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (response.status === 429) await pause(Number(response.headers.get('retry-after')) * 1000);
    return (await response.json()) as { id: string; status: string };
  };
  try {
    await pause(IDLE_MS);
    const idle =
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]) / 1024;
    const scans = await scansWithin(SCANS_MS, ask);
    const results = await resultsWithin(INTAKE_MS, ask);
    const hour = (scans * 3_600_000) / SCANS_MS;
    const minute = (results * 60_000) / INTAKE_MS;
    process.stdout.write(
      `${name}: first start ${seconds.toFixed(1)} s, idle ${idle.toFixed(0)} MB, ${hour} quick scans of the demo an hour, ${minute} results of ${FINDINGS} findings taken in a minute\n`,
    );
  } finally {
    server.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

type Ask = (method: string, path: string, body?: object) => Promise<{ id: string; status: string }>;

/** Two at once, which is what a server does where nobody says otherwise. */
async function scansWithin(ms: number, ask: Ask): Promise<number> {
  const labs = await Promise.all([serveLab(demoApp()), serveLab(demoApp())]);
  const until = performance.now() + ms;
  let done = 0;
  await Promise.all(
    labs.map(async (lab) => {
      const { id: api } = await ask('POST', '/apis', { url: lab.url });
      while (performance.now() < until) {
        const { id } = await ask('POST', '/scans', { api, quick: true });
        while (['queued', 'running'].includes((await ask('GET', `/scans/${id}`)).status)) await pause(1_000);
        if (performance.now() < until) done += 1;
      }
    }),
  );
  await Promise.all(labs.map((lab) => lab.close()));
  return done;
}

async function resultsWithin(ms: number, ask: Ask): Promise<number> {
  const findings = Array.from({ length: FINDINGS }, (_, at) =>
    exampleFinding('x', { fingerprint: at.toString(16).padStart(16, '0') }),
  );
  const until = performance.now() + ms;
  let done = 0;
  await Promise.all(
    Array.from({ length: CLIENTS }, async (_, client) => {
      const target = { url: `http://127.0.0.1:9/${client}`, scope: [] };
      while (performance.now() < until) {
        const { status } = await ask(
          'POST',
          '/results',
          exampleResult('x', { id: randomUUID(), target, findings }),
        );
        if (status === 'done') done += 1;
      }
    }),
  );
  return done;
}

await measure('embedded', undefined);
const postgres = await startPostgres();
if (postgres === undefined) process.stdout.write('PostgreSQL is not installed here.\n');
else {
  await measure('PostgreSQL', `${postgres.cluster.url}/postgres`);
  postgres.end();
}
