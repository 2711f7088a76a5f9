import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, inject, test } from 'vitest';
import { type LabApp, type ServedLab, serveLab } from '../../lab/app.ts';
import { demoApp } from '../../lab/demo/app.ts';
import { onBoth, onPostgres } from './databases.ts';
import type { ServerProcess } from './process.ts';
import { serveProcess, until } from './process.ts';
import { addApi, over, startScan } from './serving.ts';

/** A few rules: what is tried here is not what a scan finds. */
const SHORT = { include: ['security-headers', 'missing-content-type-options', 'exposed-environment-file'] };
/** At random moments, the same in every run. */
let seed = 8025;
function upTo(ms: number): number {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
  return seed % ms;
}
const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function serveMany(count: number): Promise<ServedLab[]> {
  const app: LabApp = demoApp();
  return await Promise.all(Array.from({ length: count }, () => serveLab(app)));
}

/** Every scan that was accepted has one result, and its events tell of what happened. */
async function allDone({ client }: ServerProcess, scans: readonly string[]): Promise<number> {
  let attempts = 0;
  for (const scan of scans) {
    const row = await over(client, scan, 170_000);
    expect(row).toMatchObject({ id: scan, status: 'done', error: null });
    expect((await client.ask('GET', `/api/v1/scans/${scan}/result`)).body.id).toBe(scan);
    const { body } = await client.ask('GET', `/api/v1/scans/${scan}/events`);
    const types = body.items.map(({ type }: { type: string }) => type);
    expect(types.filter((type: string) => type === 'done')).toEqual(['done']);
    if (row.attempt > 1) expect(types).toContain('requeued');
    attempts += row.attempt;
  }
  return attempts;
}

const ROUNDS = 20;

test('kill -9 of the server at random moments, on PGlite: no job is lost, and none has two results', async () => {
  const [database] = await import('./databases.ts').then(({ PGLITE }) => [PGLITE]);
  const place = await database.fresh();
  const labs = await serveMany(4);
  let server = await serveProcess(place);
  const { key } = server;
  const apis = await Promise.all(labs.map(({ url }) => addApi(server.client, url)));
  const scans: string[] = [];
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      scans.push(await startScan(server.client, apis[round % apis.length] ?? '', SHORT));
      await after(upTo(6_000));
      await server.kill();
      server = await serveProcess(place, key);
    }
    expect(await allDone(server, scans)).toBeGreaterThan(ROUNDS);
  } finally {
    await server.stop();
    await Promise.all(labs.map((lab) => lab.close()));
  }
}, 900_000);
