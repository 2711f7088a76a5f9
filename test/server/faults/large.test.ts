import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { startServing } from '../../../src/server/serve.ts';
import { exampleFinding, exampleResult } from '../../report/example-result.ts';
import { onBoth, onPostgres, PGLITE } from '../databases.ts';
import { instantScan } from '../instant-scan.ts';
import { until } from '../process.ts';
import { addApi, over, served, startScan } from '../serving.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const LIMITS = { requests: 1_000_000, failures: 1_000 };
/** A minute on an idle machine. */
const LONG_MS = 600_000;
const ONE_MB = 1024 * 1024;

/** 20 MB of proofs, which do not pack. */
function largeResult(id: string) {
  const findings = Array.from({ length: 20 }, (_, at) => {
    const finding = exampleFinding('words', { fingerprint: at.toString(16).padStart(16, '0') });
    const [exchange] = finding.evidence;
    const response = { ...exchange?.response, body: randomBytes(ONE_MB / 2).toString('hex') };
    return { ...finding, evidence: [{ ...exchange, response }] } as typeof finding;
  });
  return exampleResult('x', { id, target: { url: 'http://127.0.0.1:9/large', scope: [] }, findings });
}

onBoth('a result of 20 MB', (database) => {
  test('is taken in from callers and from scans, and given out whole', async () => {
    const result = largeResult('large-1');
    const command = await instantScan(largeResult('large-2'));
    const { serving, client, log } = await served(await database.fresh(), { command, limits: LIMITS });
    ends.push(serving.stop);
    const uploaded = await client.ask('POST', '/api/v1/results', result);
    expect(uploaded.status).toBe(201);
    const { text } = await client.ask('GET', '/api/v1/scans/large-1/result');
    expect(text.length).toBeGreaterThan(20 * ONE_MB);
    expect(JSON.parse(text)).toEqual(result);
    const scan = await startScan(client, uploaded.body.api);
    expect(await over(client, scan)).toMatchObject({ status: 'done', attempt: 1 });
    const made = await client.ask('GET', `/api/v1/scans/${scan}/result`);
    expect(made.text.length).toBeGreaterThan(20 * ONE_MB);
    const { body } = await client.ask('GET', `/api/v1/compare?before=large-1&after=${scan}`);
    expect(body.remaining.length).toBe(20);
    expect(log).toEqual([]);
  });
});

test('a clock that was wrong does not keep later scans from being the newest', async () => {
  const { serving, client } = await served(await PGLITE.fresh());
  ends.push(serving.stop);
  const target = { url: 'http://127.0.0.1:9/clock', scope: [] };
  const upload = async (id: string, startedAt: string, findings = [exampleFinding('x')]) => {
    const result = exampleResult('x', { id, startedAt, target, findings });
    return (await client.ask('POST', '/api/v1/results', result)).body.api;
  };
  const api = await upload('tomorrow', '2999-01-01T00:00:00.000Z');
  await upload('today', new Date().toISOString(), [exampleFinding('x', { severity: 'low' })]);
  const { body } = await client.ask('GET', `/api/v1/findings?api=${api}`);
  expect(body.items).toMatchObject([{ severity: 'low', lastSeen: { scan: 'today' } }]);
  expect(new Date(body.items[0].firstSeen.at).getTime()).toBeLessThanOrEqual(Date.now());
  expect((await client.ask('GET', `/api/v1/apis/${api}`)).body.lastScan).toBe('today');
});

onPostgres('a long queue', (database) => {
  const JOBS = 1_000;

  test(
    'two workers take a thousand waiting scans, each once',
    async () => {
      const place = await database.fresh();
      const web = await served(place, { role: 'web', limits: LIMITS });
      ends.push(web.serving.stop);
      const command = await instantScan(exampleResult('x'));
      const numbers = Array.from({ length: JOBS }, (_, at) => at).values();
      const queue = async () => {
        for (const at of numbers)
          await startScan(web.client, await addApi(web.client, `http://a-${at}.example`));
      };
      await Promise.all(Array.from({ length: 10 }, queue));
      for (let at = 0; at < 2; at += 1) {
        const options = { host: '127.0.0.1', port: 0, role: 'worker' as const, allow: [], graceMs: 0 };
        const log = () => undefined;
        const worker = await startServing({ ...options, ...place, slots: 4, command, log });
        ends.push(worker.stop);
      }
      const db = new pg.Client(place.databaseUrl);
      await db.connect();
      ends.push(() => db.end());
      const count = async (text: string) => Number((await db.query(text)).rows[0].count);
      await until(
        async () => (await count(`select count(*) from scans where status in ('queued', 'running')`)) === 0,
        () => 'some wait',
        LONG_MS,
      );
      expect(await count(`select count(*) from scans where status = 'done' and attempt = 1`)).toBe(JOBS);
      expect(await count('select count(*) from results')).toBe(JOBS);
      expect(await count(`select count(*) from scan_events where type = 'done'`)).toBe(JOBS);
      expect(await count(`select count(distinct worker) from scans`)).toBe(2);
    },
    LONG_MS,
  );

  test('a worker whose scan was taken for dead, by a clock that jumped, lets go of it', async () => {
    const place = await database.fresh();
    const command: [string, ...string[]] = [process.execPath, '-e', 'process.on("message",()=>{});'];
    const { serving, client } = await served(place, { command, slots: 1 });
    ends.push(serving.stop);
    const scan = await startScan(client, await addApi(client, 'http://a.example'));
    const now = async () => (await client.ask('GET', `/api/v1/scans/${scan}`)).body;
    await until(
      async () => (await now()).status === 'running',
      () => 'it waits',
    );
    const db = new pg.Client(place.databaseUrl);
    await db.connect();
    ends.push(() => db.end());
    // As if an hour had passed between two beats, at the moment in which others look.
    const jump = setInterval(() => {
      void db.query(`update scans set heartbeat_at = now() - interval '1 hour' where attempt = 1`);
    }, 100);
    try {
      await until(
        async () => (await now()).attempt === 2,
        () => 'nobody took it',
      );
    } finally {
      clearInterval(jump);
    }
    const { body } = await client.ask('GET', `/api/v1/scans/${scan}/events`);
    const types = body.items.map(({ type }: { type: string }) => type);
    expect(types.filter((type: string) => type === 'requeued').length).toBe(1);
    await client.ask('POST', `/api/v1/scans/${scan}/cancel`);
  });
});
