import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScanResult } from '../../src/result.ts';
import { freshFolder, middlebrick } from '../cli/command.ts';
import { exampleFinding, exampleResult } from '../report/example-result.ts';
import { PGLITE } from './databases.ts';
import { measured } from './measured.ts';
import type { Client, Served } from './serving.ts';
import { served } from './serving.ts';

/** A busy machine; an idle one takes fifteen seconds for each. */
const WITHIN_MS = 420_000;

/** What the scanner itself thinks of the API that stands before it. */
describe('our own scanner on our own API', () => {
  let server: Served;
  const keys: Record<string, string> = {};
  beforeAll(async () => {
    // Its own limits would make minutes of it.
    server = await served(await PGLITE.fresh(), { limits: { requests: 100_000, failures: 100_000 } });
    keys.admin = server.client.key;
    for (const [name, scope] of Object.entries({ scan: 'scan', scan2: 'scan', read: 'read' }))
      keys[name] = (await server.client.ask('POST', '/api/v1/keys', { name, scopes: [scope] })).body.key;
    await fill(server.client);
  });
  afterAll(() => server.serving.stop());

  test.each([
    ['scan', 'read'],
    ['admin', 'scan'],
    ['scan', 'scan2'],
  ])(
    '%s with %s beside it, active: grade A, nothing above info',
    async (main, other) => {
      const folder = freshFolder();
      const { url } = server.client;
      const ran = await middlebrick(
        [
          ...[
            'scan',
            url,
            '--spec',
            `${url}/openapi.json`,
            '--active',
            // Beside other tests, an idle machine's minute is several.
            '--max-time',
            '380',
            '--no-config',
            '--no-save',
            '--quiet',
          ],
          ...['--bearer', 'env:MAIN', '--other', 'bearer=env:OTHER', '--format', 'json=own.json'],
        ],
        { cwd: folder, env: { MAIN: keys[main] ?? '', OTHER: keys[other] ?? '' } },
      );
      expect(ran.code, ran.stderr).toBe(0);
      const result = JSON.parse(readFileSync(join(folder, 'own.json'), 'utf8')) as ScanResult;
      const found = result.findings.map(({ rule, severity, locations }) => [
        rule,
        severity,
        locations.map(({ evidenceSummary }) => evidenceSummary),
      ]);
      expect(found.filter(([, severity]) => severity !== 'info')).toEqual([]);
      expect(result).toMatchObject({ mode: 'active', score: { grade: 'A' } });
      expect(result.partial).toBeUndefined();
      const errored = result.checks.flatMap(({ rules }) =>
        rules.filter(({ status }) => status === 'errored'),
      );
      expect(errored).toEqual([]);
      // What an A speaks of has to be the API: most of what can be read was.
      // Pages are for browsers, and what the scan guesses of writes is no read.
      const reads = result.operations.filter(
        ({ id, method, status }) =>
          method === 'GET' && id.startsWith('GET /api/v1/') && status !== 'method-not-allowed',
      );
      const reached = reads.filter(({ status }) => status === 'tested' || status === 'empty');
      const others = reads.filter((one) => !reached.includes(one)).map(({ id, status }) => `${id} ${status}`);
      expect(reached.length / reads.length, others.join('\n')).toBeGreaterThan(main === 'admin' ? 0.8 : 0.6);
      expect(JSON.stringify(result)).not.toContain(keys[main]?.slice(17));
    },
    WITHIN_MS,
  );

  test('no request made the server fail', () => {
    expect(server.log.filter((line) => /^[A-Z]+ \//.test(line))).toEqual([]);
  });
});

/** Something to read for every operation. */
async function fill(client: Client): Promise<void> {
  const result = (id: string, day: number) =>
    exampleResult('words', {
      id,
      startedAt: `2026-11-1${day}T10:00:00.000Z`,
      target: { url: 'https://shop.example/v1', scope: [] },
      findings: [exampleFinding('words')],
    });
  for (const day of [1, 2])
    expect((await client.ask('POST', '/api/v1/results', result(`kept-${day}`, day))).status).toBe(201);
  const make = async (path: string, body: object): Promise<string> => {
    const answer = await client.ask('POST', `/api/v1${path}`, body);
    expect([200, 201, 202], `${path} ${answer.text}`).toContain(answer.status);
    return answer.body.id;
  };
  const { body: apis } = await client.ask('GET', '/api/v1/apis');
  const [{ id: api }] = apis.items;
  await make('/credentials', { name: 'reader', value: { bearer: 'tok-1234567890abcdef' } });
  await make(`/apis/${api}/releases`, { name: 'v1' });
  await make('/schedules', { api, preset: 'weekly', enabled: false });
  // Nobody listens there.
  const config = { kind: 'webhook', url: 'http://127.0.0.1:9/hook' };
  const channel = await make('/channels', { name: 'On call', config });
  const condition = { type: 'score-below', score: 50 };
  await make('/alert-rules', { name: 'Low', condition, channels: [channel] });
  await make(`/channels/${channel}/test`, {});
  await make('/retention-runs', { result: measured('https://shop.example/v1/me') });
}
