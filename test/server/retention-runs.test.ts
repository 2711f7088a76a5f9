import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshFolder, middlebrick } from '../cli/command.ts';
import { exampleResult } from '../report/example-result.ts';
import { onBoth } from './databases.ts';
import { measured, trace } from './measured.ts';
import type { Client, Served } from './serving.ts';
import { addApi, served } from './serving.ts';

onBoth('retention runs', (database) => {
  let server: Served;
  let client: Client;
  beforeAll(async () => {
    server = await served(await database.fresh(), { limits: { requests: 5_000, failures: 100 } });
    client = server.client;
  });
  afterAll(() => server.serving.stop());
  const upload = (body: object) => client.ask('POST', '/api/v1/retention-runs', body);

  test('what was measured elsewhere is taken in once, and belongs to the nearest API', async () => {
    const far = await addApi(client, 'http://shop.example/');
    const near = await addApi(client, 'http://shop.example/v1');
    const result = measured('http://shop.example/v1/me');
    const first = await upload({ result, at: '2026-11-20T10:00:00.000Z' });
    expect(first).toMatchObject({
      status: 201,
      body: {
        api: near,
        scan: null,
        at: '2026-11-20T10:00:00.000Z',
        endpoint: 'http://shop.example/v1/me',
        verdict: 'unbounded-growth',
        bytesPerCredential: { estimate: result.bytesPerCredential?.estimate },
      },
    });
    expect(first.body.bytesPerCredential.low).toBeGreaterThan(0);
    expect(await upload({ result })).toMatchObject({ status: 200, body: first.body });
    expect((await upload({ result: measured('http://shop.example/v10/me') })).body.api).toBe(far);
    const elsewhere = await upload({ result: measured('http://new.example/me') });
    const { body: made } = await client.ask('GET', `/api/v1/apis/${elsewhere.body.api}`);
    expect(made.url).toBe('http://new.example/');
    const { body } = await client.ask('GET', `/api/v1/retention-runs/${first.body.id}`);
    expect(body.result).toEqual(result);
  });

  test('runs are listed newest first, and are a line over time', async () => {
    const api = await addApi(client, 'http://line.example/');
    for (const day of [3, 1, 2]) {
      const result = { ...measured('http://line.example/me'), seconds: day };
      expect((await upload({ result, at: `2026-11-0${day}T10:00:00.000Z` })).status).toBe(201);
    }
    const page = await client.ask('GET', `/api/v1/retention-runs?api=${api}&limit=2`);
    expect(page.body.items.map(({ seconds }: { seconds: number }) => seconds)).toEqual([3, 2]);
    const rest = await client.ask('GET', `/api/v1/retention-runs?api=${api}&cursor=${page.body.next}`);
    expect(rest.body.items.map(({ seconds }: { seconds: number }) => seconds)).toEqual([1]);
    const { body } = await client.ask('GET', `/api/v1/apis/${api}/retention`);
    expect(body.points.map(({ at }: { at: string }) => at.slice(0, 10))).toEqual([
      '2026-11-01',
      '2026-11-02',
      '2026-11-03',
    ]);
    const none = await client.ask('GET', `/api/v1/retention-runs?api=${api}&verdict=no-retention`);
    expect(none.body.items).toEqual([]);
  });

  test('a scan that measured brings its run, which goes with it alone', async () => {
    const retention = measured('http://scan.example/me');
    const target = { url: 'http://scan.example/', scope: [] };
    const result = exampleResult('x', { id: 'with-memory', target, retention });
    const { body: scan } = await client.ask('POST', '/api/v1/results', result);
    const { body } = await client.ask('GET', `/api/v1/apis/${scan.api}/retention`);
    expect(body.points).toMatchObject([{ scan: 'with-memory', verdict: 'unbounded-growth' }]);
    const [{ run }] = body.points;
    expect((await client.ask('DELETE', `/api/v1/retention-runs/${run}`)).status).toBe(409);
    expect((await client.ask('DELETE', '/api/v1/scans/with-memory')).status).toBe(204);
    expect((await client.ask('GET', `/api/v1/retention-runs/${run}`)).status).toBe(404);
  });

  test('one of its own can be deleted', async () => {
    const { body } = await upload({ result: measured('http://gone.example/me') });
    expect((await client.ask('DELETE', `/api/v1/retention-runs/${body.id}`)).status).toBe(204);
    expect((await client.ask('DELETE', `/api/v1/retention-runs/${body.id}`)).status).toBe(404);
  });

  test.each([
    ['no result', { result: {} }],
    ['half of one', { result: { format: 'middlebrick-retention-result', version: 1, target: 'http://a' } }],
    ['no address', { result: measured('ftp://a') }],
    ['a day that is none', { result: measured('http://a'), at: 'soon' }],
  ])('%s is one clear problem', async (_what, body) => {
    expect(await upload(body)).toMatchObject({ status: 400, body: { status: 400 } });
  });

  test('no request made the server fail', () => {
    expect(server.log).toEqual([]);
  });

  describe('the command line', () => {
    test('sends what "retention" measured', async () => {
      const cwd = freshFolder();
      writeFileSync(
        join(cwd, 'trace.json'),
        JSON.stringify({ ...trace, target: 'http://probed.example/me' }),
      );
      const env = { MIDDLEBRICK_URL: client.url, MIDDLEBRICK_API_KEY: client.key };
      const words = ['retention', '--from', 'trace.json', '--upload'];
      const ran = await middlebrick(words, { cwd, env });
      expect(ran.code).toBe(1);
      const address = /The result is at (\S+)\.\n/.exec(ran.stderr)?.[1] ?? '';
      const { body } = await client.ask('GET', new URL(address).pathname);
      expect(body).toMatchObject({ verdict: 'unbounded-growth', endpoint: 'http://probed.example/me' });
      const unset = await middlebrick(words, { cwd });
      expect(unset).toMatchObject({ code: 2, stderr: expect.stringContaining('set both') });
    });
  });
});
