import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Hono } from 'hono';
import { expect, inject, test } from 'vitest';
import { type ServedLab, serveLab } from '../../../lab/app.ts';
import { onPostgres, PGLITE, POSTGRESQL } from '../databases.ts';
import { type ServerProcess, serveProcess, until } from '../process.ts';
import { addApi, over, startScan } from '../serving.ts';

/** A few rules: what is tried here is not what a scan finds. */
const SHORT = { include: ['missing-content-type-options', 'exposed-environment-file'] };
/** At random moments, the same in every run. */
let seed = 8025;
function upTo(ms: number): number {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
  return seed % ms;
}
const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Small, so that a round takes a second. */
async function serveMany(count: number): Promise<ServedLab[]> {
  const app = { routes: new Hono().get('/', (context) => context.json({ status: 'ok' })) };
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

/** Each kills once. */
const ROUNDS = 20;
const LONG_MS = 900_000;

test(
  'kill -9 of the server at random moments: no job is lost, and none has two results',
  async () => {
    const place = await PGLITE.fresh();
    const labs = await serveMany(4);
    let server = await serveProcess(place);
    const { key } = server;
    const apis = await Promise.all(labs.map(({ url }) => addApi(server.client, url)));
    const scans: string[] = [];
    try {
      for (let round = 0; round < ROUNDS; round += 1) {
        scans.push(await startScan(server.client, apis[round % apis.length] ?? '', SHORT));
        await after(upTo(2_000));
        await server.kill();
        server = await serveProcess(place, key);
      }
      expect(await allDone(server, scans)).toBeGreaterThan(ROUNDS);
    } finally {
      await server.stop();
      await Promise.all(labs.map((lab) => lab.close()));
    }
  },
  LONG_MS,
);

onPostgres('several processes', () => {
  test(
    'kill -9 of workers at random moments: no job is lost, and none has two results',
    async () => {
      const place = await POSTGRESQL.fresh();
      const labs = await serveMany(6);
      const web = await serveProcess(place, undefined, '--role', 'web');
      const worker = () => serveProcess(place, web.key, '--role', 'worker');
      const workers = [await worker(), await worker()];
      const apis = await Promise.all(labs.map(({ url }) => addApi(web.client, url)));
      const scans: string[] = [];
      try {
        for (let round = 0; round < ROUNDS; round += 1) {
          scans.push(await startScan(web.client, apis[round % apis.length] ?? '', SHORT));
          await after(upTo(1_500));
          await workers.shift()?.kill();
          workers.push(await worker());
        }
        expect(await allDone(web, scans)).toBeGreaterThan(ROUNDS);
      } finally {
        await Promise.all([web, ...workers].map((one) => one.stop()));
        await Promise.all(labs.map((lab) => lab.close()));
      }
    },
    LONG_MS,
  );

  test('the database restarts while a scan is under way', async () => {
    const server = await serveProcess(await POSTGRESQL.fresh());
    const [lab] = await serveMany(1);
    try {
      const scan = await startScan(server.client, await addApi(server.client, lab?.url ?? ''), { rate: 20 });
      const isUnderWay = async () => {
        const { body } = await server.client.ask('GET', `/api/v1/scans/${scan}/events`);
        return body.items.some(({ type }: { type: string }) => type === 'discovered');
      };
      await until(isUnderWay, () => server.said());
      const cluster = inject('postgres');
      if (cluster === null) throw new Error('PostgreSQL has gone.');
      const control = async ([program = '', ...words]: readonly string[]) =>
        await promisify(execFile)(program, words, { cwd: '/', ...cluster.as });
      await control(cluster.stop);
      expect((await server.client.ask('GET', '/healthz')).status).toBe(200);
      expect((await server.client.ask('GET', '/readyz')).status).toBe(503);
      await after(3_000);
      // Its programs hold on to their output for as long as the server lives.
      void control(cluster.start).catch(() => undefined);
      await until(
        async () => (await server.client.ask('GET', '/readyz')).status === 200,
        () => server.said(),
      );
      expect(await over(server.client, scan)).toMatchObject({ status: 'done', attempt: 1 });
    } finally {
      await server.stop();
      await lab?.close();
    }
  });
});
