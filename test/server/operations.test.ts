import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { demoApp } from '../../lab/demo/app.ts';
import { createLog, type LogLevel } from '../../src/server/operations/log.ts';
import { openStore } from '../../src/server/store/open-store.ts';
import { exampleResult } from '../report/example-result.ts';
import { onBoth, PGLITE } from './databases.ts';
import { serveProcess, until } from './process.ts';
import { addApi, clientOf, over, served, startScan } from './serving.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const SHORT = { include: ['missing-content-type-options'] };

onBoth('metrics', (database) => {
  test('tell what was answered, what waits and how scans end, without a label per API or key', async () => {
    const { serving, client } = await served(await database.fresh());
    ends.push(serving.stop);
    const demo = await serveLab(demoApp());
    ends.push(demo.close);
    expect((await client.as(undefined).ask('GET', '/metrics')).status).toBe(401);
    const apis = await Promise.all([demo.url, 'http://127.0.0.1:9/a'].map((url) => addApi(client, url)));
    for (const api of apis) await over(client, await startScan(client, api, SHORT));
    await client.ask('POST', '/api/v1/results', exampleResult('x', { id: 'up-1' }));
    await client.ask('GET', `/api/v1/apis/${apis[0]}`);
    await client.ask('GET', '/api/v1/nothing/at-all');
    const { text, headers } = await client.ask('GET', '/metrics');
    expect(headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    for (const line of [
      'middlebrick_http_requests_total{method="POST",route="/api/v1/scans",status="2xx"} 2',
      'middlebrick_http_requests_total{method="GET",route="/api/v1/apis/:id",status="2xx"} 1',
      'middlebrick_http_requests_total{method="GET",route="unknown",status="4xx"} 1',
      'middlebrick_scans_ended_total{status="done"} 1',
      'middlebrick_scans_ended_total{status="failed"} 1',
      'middlebrick_scan_duration_seconds_count 1',
      'middlebrick_scans{status="queued"} 0',
      'middlebrick_queue_oldest_seconds 0',
      'middlebrick_database_up 1',
    ])
      expect(text.split('\n')).toContain(line);
    expect(text).toMatch(/nodejs_eventloop_lag_p99_seconds \d/);
    expect(text).toMatch(/process_resident_memory_bytes \d{8,}/);
    for (const api of apis) expect(text).not.toContain(api);
    expect(text).not.toContain('mbk_');
  });
});

describe('the log', () => {
  function told(isTerminal: boolean, level: LogLevel = 'info') {
    const lines: string[] = [];
    return { lines, log: createLog({ level, isTerminal, write: (line) => lines.push(line) }) };
  }

  test('is JSON for programs, and never holds a secret', () => {
    const { lines, log } = told(false);
    const token =
      'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U';
    log(`refused: Bearer ${token}`, {
      request: 'r-1',
      cookie: 'session=abc',
      authorization: 'Basic YTpi',
      body: '{"password":"x"}',
      of: { token: 'abc-token' },
    });
    const [line = ''] = lines;
    const { time, pid, ...entry } = JSON.parse(line);
    expect(entry).toMatchObject({ level: 'warn', request: 'r-1', cookie: '[redacted]', body: '[redacted]' });
    expect(new Date(time).getTime()).toBeGreaterThan(Date.now() - 60_000);
    for (const secret of [token, 'session=abc', 'YTpi', 'abc-token', 'password'])
      expect(line).not.toContain(secret);
  });

  test('is one plain line for people, whoever’s words are in it', () => {
    const { lines, log } = told(true);
    log('database: \u001b[31mgone\nnext line', { scan: 'a-1' }, 'error');
    expect(lines).toEqual([
      expect.stringMatching(/^\d\d:\d\d:\d\d error database: \S*gone next line scan=a-1\n$/),
    ]);
    expect(lines.join('')).not.toContain('\u001b');
  });

  test('says what its level wants', () => {
    const { lines, log } = told(false, 'warn');
    log('ordinary', {}, 'info');
    log('strange');
    expect(lines.map((line) => JSON.parse(line).says)).toEqual(['strange']);
  });

  test('of the command: each request with the number that its answer bears, and no query', async () => {
    const server = await serveProcess(await PGLITE.fresh(), undefined, '--log-level', 'info');
    const { headers } = await server.client.ask('GET', '/api/v1/findings?cursor=secret-cursor');
    const request = headers.get('x-request-id') ?? 'none';
    const own = { 'x-request-id': 'proxy-4711' };
    const { headers: given } = await server.client.ask('GET', '/api/v1/apis', undefined, own);
    expect(given.get('x-request-id')).toBe('proxy-4711');
    await server.client.ask('GET', '/readyz');
    expect(await server.stop()).toBe(0);
    const lines = server
      .said()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    const entries = lines.map((line) => JSON.parse(line));
    expect(entries).toContainEqual(
      expect.objectContaining({ level: 'info', says: 'GET /api/v1/findings', status: 400, request }),
    );
    expect(entries).toContainEqual(expect.objectContaining({ request: 'proxy-4711', status: 200 }));
    expect(lines.join('\n')).not.toMatch(/secret-cursor|readyz|mbk_/);
  });
});

onBoth('a server that is stopped', (database) => {
  async function scanning(grace: string, rate: number) {
    const place = await database.fresh();
    const server = await serveProcess(place, undefined, '--grace', grace);
    const demo = await serveLab(demoApp());
    ends.push(demo.close);
    const api = await addApi(server.client, demo.url);
    const scan = await startScan(server.client, api, { ...SHORT, rate });
    await until(
      async () => {
        const { body } = await server.client.ask('GET', `/api/v1/scans/${scan}/events`);
        return body.items.some(({ type }: { type: string }) => type === 'discovering');
      },
      () => server.said(),
    );
    return { place, server, scan };
  }
  const events = async (server: Awaited<ReturnType<typeof serveProcess>>, scan: string) => {
    const { body } = await server.client.ask('GET', `/api/v1/scans/${scan}/events`);
    return body.items.map(({ type }: { type: string }) => type);
  };

  test('finishes its scans, and says meanwhile that it is not ready', async () => {
    const { place, server, scan } = await scanning('60', 60);
    const stream = fetch(`${server.url}/api/v1/scans/${scan}/events`, {
      headers: { authorization: `Bearer ${server.key}`, accept: 'text/event-stream' },
    }).then((response) => response.text());
    const stopped = server.stop();
    await until(
      async () => (await server.client.ask('GET', '/readyz')).status === 503,
      () => server.said(),
      5_000,
    );
    expect((await server.client.ask('GET', '/healthz')).status).toBe(200);
    expect(await stopped).toBe(0);
    expect(await stream).toContain('event: discovering');
    const again = await serveProcess(place, server.key);
    ends.push(again.stop);
    expect(await over(again.client, scan)).toMatchObject({ status: 'done', attempt: 1 });
    expect(await events(again, scan)).not.toContain('requeued');
  });

  test('queues again what takes longer than its grace', async () => {
    const { place, server, scan } = await scanning('0', 3);
    const stream = fetch(`${server.url}/api/v1/scans/${scan}/events`, {
      headers: { authorization: `Bearer ${server.key}`, accept: 'text/event-stream' },
    }).then((response) => response.text());
    await pause(100);
    const before = performance.now();
    expect(await server.stop()).toBe(0);
    expect(performance.now() - before).toBeLessThan(20_000);
    // The scan goes on, elsewhere: its stream breaks off, and does not end.
    expect(await stream).not.toContain('event: end');
    const again = await serveProcess(place, server.key);
    ends.push(again.stop);
    await until(
      async () => (await again.client.ask('GET', `/api/v1/scans/${scan}`)).body.attempt === 2,
      () => again.said(),
    );
    expect(await events(again, scan)).toContain('requeued');
    await again.client.ask('POST', `/api/v1/scans/${scan}/cancel`);
    await over(again.client, scan);
  });
});

onBoth('a scan that many workers took', (database) => {
  const HANGS: [string, ...string[]] = [
    process.execPath,
    '-e',
    'process.on("message", ({ type }) => { if (type === "stop") process.exit(); })',
  ];
  const DIES: [string, ...string[]] = [process.execPath, '-e', 'process.exit(7)'];

  test('fails when it ended them, and not when they were stopped', async () => {
    const place = await database.fresh();
    const stopped = await served(place, { command: DIES });
    const { client } = stopped;
    const scan = await startScan(client, await addApi(client, 'http://127.0.0.1:9/'));
    expect(await over(client, scan)).toMatchObject({
      status: 'failed',
      attempt: 10,
      error: { code: 'worker-died', message: expect.stringContaining('for the 10th time') },
    });
    const other = await startScan(client, await addApi(client, 'http://127.0.0.2:9/'));
    await client.ask('POST', `/api/v1/scans/${other}/cancel`);
    await over(client, other);
    await stopped.serving.stop();
    // As if ten of them had been stopped.
    const store = await openStore(place, { log: () => {}, lost: () => {} });
    await store.db
      .updateTable('scans')
      .set({
        attempt: 10,
        status: 'queued',
        finished_at: null,
        error: 'null',
        deaths: 0,
        cancel_requested_at: null,
      })
      .where('id', '=', other)
      .execute();
    await store.close();
    for (const attempt of [11, 12]) {
      const again = await served(place, { command: HANGS });
      const as = clientOf(again.client.url, client.key);
      const now = async () => (await as.ask('GET', `/api/v1/scans/${other}`)).body;
      await until(
        async () => (await now()).status === 'running',
        () => 'nobody took it',
      );
      await again.serving.stop();
      const after = await openStore(place, { log: () => {}, lost: () => {} });
      const row = await after.db
        .selectFrom('scans')
        .select(['status', 'attempt', 'deaths'])
        .where('id', '=', other)
        .executeTakeFirst();
      await after.close();
      expect(row).toEqual({ status: 'queued', attempt, deaths: 0 });
    }
  });
});
