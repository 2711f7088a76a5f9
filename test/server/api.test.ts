import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exampleFinding, exampleResult } from '../report/example-result.ts';
import { bodyFor } from './bodies.ts';
import { signedIn } from './dashboard.ts';
import { onBoth } from './databases.ts';
import type { Client, Served } from './serving.ts';
import { addApi, served } from './serving.ts';

const V1 = '/api/v1';

/** More than any table counts. */
const withRequests = (requests: number) => {
  const result = exampleResult('x', { id: 'requests', target: { url: 'http://127.0.0.1:9/r', scope: [] } });
  return { ...result, traffic: { ...result.traffic, requests } };
};
const impossibleDay = Buffer.from('["2026-02-31T10:00:00.000000Z","x"]').toString('base64url');

onBoth('the REST API', (database) => {
  let server: Served;
  let admin: Client;
  let scanner: Client;
  let reader: Client;
  beforeAll(async () => {
    server = await served(await database.fresh(), { limits: { requests: 5_000, failures: 1_000 } });
    admin = server.client;
    const keyOf = async (scope: string) => {
      const { status, body } = await admin.ask('POST', `${V1}/keys`, { name: scope, scopes: [scope] });
      expect(status).toBe(201);
      return admin.as(body.key);
    };
    scanner = await keyOf('scan');
    reader = await keyOf('read');
  });
  afterAll(() => server.serving.stop());

  /** Every operation of the document, with a path and a body that would do. */
  async function operations() {
    const { body } = await admin.as(undefined).ask('GET', '/openapi.json');
    return Object.entries(body.paths as Record<string, Record<string, { operationId: string }>>).flatMap(
      ([path, methods]) =>
        Object.entries(methods).map(([method, { operationId }]) => ({
          operationId,
          method: method.toUpperCase(),
          path: path.replace('{id}', '00000000-0000-4000-8000-000000000000'),
        })),
    );
  }

  test('nothing is told without a key, with a wrong one, or with one that was revoked', async () => {
    const { body: made } = await admin.ask('POST', `${V1}/keys`, { name: 'gone', scopes: ['admin'] });
    expect((await admin.ask('DELETE', `${V1}/keys/${made.id}`)).status).toBe(204);
    const all = await operations();
    expect(all.length).toBeGreaterThan(18);
    const wrong = `${admin.key.slice(0, -1)}${admin.key.endsWith('A') ? 'B' : 'A'}`;
    for (const { method, path } of all)
      for (const key of [undefined, 'nonsense', wrong, made.key]) {
        const { status, headers, body } = await admin
          .as(key)
          .ask(method, path, method === 'GET' ? undefined : {});
        expect(`${method} ${path} ${status}`).toBe(`${method} ${path} 401`);
        expect(headers.get('content-type')).toBe('application/problem+json');
        expect(headers.get('www-authenticate')).toContain('Bearer');
        expect(body).toMatchObject({ status: 401, code: 'unauthorized' });
      }
  });

  test('keys do what their scope says, and no more', async () => {
    const api = await addApi(scanner, 'http://127.0.0.1:9/scopes');
    expect((await reader.ask('GET', `${V1}/apis/${api}`)).status).toBe(200);
    const refused = [
      [reader, 'POST', `${V1}/apis`, { url: 'http://127.0.0.1:9/no' }],
      [reader, 'PATCH', `${V1}/apis/${api}`, { name: 'no' }],
      [reader, 'POST', `${V1}/scans`, { api }],
      [reader, 'POST', `${V1}/results`, {}],
      [scanner, 'DELETE', `${V1}/apis/${api}`, undefined],
      [scanner, 'GET', `${V1}/keys`, undefined],
      [scanner, 'POST', `${V1}/keys`, { name: 'no', scopes: ['admin'] }],
      [scanner, 'GET', `${V1}/audit`, undefined],
    ] as const;
    for (const [who, method, path, body] of refused)
      expect(await who.ask(method, path, body)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect((await admin.ask('GET', `${V1}/apis/${api}`)).body.name).toBe('http://127.0.0.1:9/scopes');
  });

  test('keys are shown once, and the last that makes others stays', async () => {
    const { body } = await admin.ask('GET', `${V1}/keys`);
    const [first] = body.items.filter(({ name }: { name: string }) => name === 'first start');
    expect(Object.keys(first)).not.toContain('key');
    expect(JSON.stringify(body)).not.toMatch(/mbk_|hash/);
    expect(await admin.ask('DELETE', `${V1}/keys/${first.id}`)).toMatchObject({
      status: 409,
      body: { code: 'last-admin' },
    });
  });

  test.each([
    ['POST', '/apis', '{', 'Malformed JSON'],
    ['POST', '/apis', {}, 'url'],
    ['POST', '/apis', { url: 'ftp://a.example' }, 'Only http and https'],
    ['POST', '/apis', { url: 'http://a:b@a.example' }, 'Put no user name'],
    ['POST', '/apis', { url: 'http://a.example', name: 'a\0b' }, 'cannot be kept'],
    ['POST', '/apis', '{"url":"http://a.example","name":"\\ud800"}', 'cannot be kept'],
    ['POST', '/apis', { url: 'http://a.example', extra: 1 }, 'extra'],
    ['POST', '/scans', { api: 'x', maxSeconds: 1e9 }, 'maxSeconds'],
    ['POST', '/results', { version: '2.0', id: 'x' }, 'startedAt'],
    ['POST', '/results', { ...exampleResult('x'), id: '../x' }, 'id'],
    ['POST', '/results', { ...exampleResult('x'), startedAt: 'soon' }, 'startedAt'],
    ['POST', '/results', { ...exampleResult('x'), findings: 7 }, 'no result of middlebrick'],
    ['POST', '/results', withRequests(1e15), 'cannot be kept'],
    ['GET', `/apis?cursor=${impossibleDay}`, undefined, 'cursor'],
    ['GET', '/apis?limit=0', undefined, 'limit'],
    ['GET', '/apis?cursor=AAAA', undefined, 'cursor'],
    ['GET', '/findings?severity=worst', undefined, 'severity'],
    ['GET', '/compare?before=x', undefined, 'after'],
    ['PUT', '/findings/x/state', { state: 'fixed' }, 'state'],
    ['PUT', '/findings/x/state', { state: 'accepted' }, 'reason'],
    ['POST', '/keys', { name: 'x', scopes: ['root'] }, 'scopes'],
  ])('%s %s %j is one clear problem', async (method, path, body, says) => {
    const answer = await admin.ask(method, `${V1}${path}`, body);
    expect(answer).toMatchObject({ status: 400, body: { type: 'about:blank', status: 400 } });
    expect(JSON.stringify(answer.body)).toContain(says);
  });

  test('what is not there is 404, another method 405, too much 413', async () => {
    for (const { operationId, method, path } of await operations()) {
      if (!path.includes('00000000')) continue;
      const { status } = await admin.ask(method, path, bodyFor(operationId));
      expect([operationId, status]).toEqual([operationId, 404]);
    }
    const wrong = await admin.ask('PUT', `${V1}/apis`, {});
    expect(wrong).toMatchObject({ status: 405, body: { code: 'method-not-allowed' } });
    expect(wrong.headers.get('allow')).toBe('POST, GET, HEAD');
    expect((await admin.ask('GET', `${V1}/nothing`)).status).toBe(404);
    const long = await admin.ask('POST', `${V1}/apis`, { url: 'http://a.example', name: 'x'.repeat(2e6) });
    expect(long).toMatchObject({ status: 413, body: { code: 'too-large' } });
  });

  test('a request that is sent again does nothing twice', async () => {
    const key = { 'idempotency-key': 'once-1' };
    const api = { url: 'http://127.0.0.1:9/once' };
    const together = await Promise.all([1, 2, 3].map(() => admin.ask('POST', `${V1}/apis`, api, key)));
    expect(together.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(together.map(({ text }) => text)).size).toBe(1);
    expect(together.filter(({ headers }) => headers.get('idempotency-replayed') === 'true').length).toBe(2);
    const other = { url: 'http://127.0.0.1:9/twice' };
    expect(await admin.ask('POST', `${V1}/apis`, other, key)).toMatchObject({ status: 422 });
    expect(await admin.ask('POST', `${V1}/apis`, api)).toMatchObject({ status: 409 });
    // Another key of the API is another memory.
    expect(await scanner.ask('POST', `${V1}/apis`, other, key)).toMatchObject({ status: 201 });
  });

  test('changes know what they change', async () => {
    const id = await addApi(admin, 'http://127.0.0.1:9/tagged');
    const { headers } = await admin.ask('GET', `${V1}/apis/${id}`);
    const tag = headers.get('etag') ?? '';
    const again = await fetch(`${admin.url}${V1}/apis/${id}`, {
      headers: { authorization: `Bearer ${admin.key}`, 'if-none-match': tag },
    });
    expect(again.status).toBe(304);
    const change = (name: string, to: string) =>
      admin.ask('PATCH', `${V1}/apis/${id}`, { name }, { 'if-match': to });
    expect(await change('first', tag)).toMatchObject({ status: 200, body: { name: 'first' } });
    expect(await change('second', tag)).toMatchObject({ status: 412, body: { code: 'outdated' } });
    expect((await admin.ask('GET', `${V1}/apis/${id}`)).body.name).toBe('first');
  });

  test('pages hold everything once', async () => {
    const label = { labels: ['paged'] };
    for (let n = 0; n < 7; n += 1) await addApi(admin, `http://127.0.0.1:9/page/${n}`, label);
    const seen: string[] = [];
    let cursor = '';
    for (let pages = 0; pages < 9; pages += 1) {
      const { body } = await admin.ask('GET', `${V1}/apis?label=paged&limit=3${cursor}`);
      seen.push(...body.items.map(({ url }: { url: string }) => url));
      if (body.next === null) break;
      cursor = `&cursor=${body.next}`;
    }
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => `http://127.0.0.1:9/page/${n}`));
  });

  describe('results that were made elsewhere', () => {
    const at = (id: string, day: number, findings = [exampleFinding('<b>words\0</b> \ud800')]) =>
      exampleResult('x', {
        id,
        startedAt: `2026-11-${String(day).padStart(2, '0')}T10:00:00.000Z`,
        target: { url: 'http://127.0.0.1:9/uploaded', scope: [] },
        findings,
      });
    const upload = (result: object) => scanner.ask('POST', `${V1}/results`, result);

    test('are taken in once, and in any order', async () => {
      const taken = await upload(at('up-2', 12));
      expect(taken).toMatchObject({ status: 201, body: { status: 'done', source: 'upload' } });
      expect(await upload(at('up-2', 12))).toMatchObject({ status: 200, body: taken.body });
      const { api } = taken.body;
      const state = async () => {
        const { body } = await reader.ask('GET', `${V1}/findings?api=${api}`);
        return body.items.map(({ state, firstSeen, lastSeen }: never) => [state, firstSeen, lastSeen]);
      };
      const seen = (scan: string, day: number) => ({ scan, at: `2026-11-${day}T10:00:00.000Z` });
      expect(await state()).toEqual([['open', seen('up-2', 12), seen('up-2', 12)]]);
      // Older than what is known: it says how old the finding is, and no more.
      await upload(at('up-1', 11));
      expect(await state()).toEqual([['open', seen('up-1', 11), seen('up-2', 12)]]);
      // Nobody looked: no fix.
      await upload({ ...at('up-3', 13, []), checks: [] });
      expect(await state()).toEqual([['open', seen('up-1', 11), seen('up-2', 12)]]);
      const rule = { rule: 'example-rule', title: 'x', status: 'passed' };
      const base = at('up-4', 14, []);
      const checks = base.checks.map((check) => ({ ...check, rules: [rule] }));
      const operations = [
        { id: 'GET /users/{id}', method: 'GET', path: '/users/{id}', source: 'spec', status: 'tested' },
      ];
      await upload({ ...base, checks, operations });
      expect(await state()).toEqual([['fixed', seen('up-1', 11), seen('up-2', 12)]]);
      await upload(at('up-5', 15));
      expect(await state()).toEqual([['reopened', seen('up-1', 11), seen('up-5', 15)]]);
      // One that names a finding twice.
      expect((await upload(at('up-6', 16, [exampleFinding('x'), exampleFinding('y')]))).status).toBe(201);
      const { body } = await reader.ask('GET', `${V1}/scans/up-5/result?format=html`);
      expect(JSON.stringify(body)).not.toContain('<b>words');
    });
  });

  test('a result that names a finding twice is taken in with it once', async () => {
    const twice = [exampleFinding('first'), exampleFinding('second')];
    const target = { url: 'http://127.0.0.1:9/twice-named', scope: [] };
    const result = exampleResult('x', { id: 'twice-1', target, findings: twice });
    const { status, body } = await scanner.ask('POST', `${V1}/results`, result);
    expect(status).toBe(201);
    expect((await reader.ask('GET', `${V1}/findings?api=${body.api}`)).body.items.length).toBe(1);
  });

  test('who did what is written down', async () => {
    const { body } = await admin.ask('GET', `${V1}/audit?limit=200`);
    const actions = new Set(body.items.map(({ action }: { action: string }) => action));
    for (const action of ['key.create', 'key.revoke', 'api.create', 'api.change', 'result.upload'])
      expect(actions).toContain(action);
    expect(JSON.stringify(body)).not.toContain(admin.key.slice(17));
  });

  test('no request made the server fail', () => {
    expect(server.log).toEqual([]);
  });
});

onBoth('limits of requests', (database) => {
  test('each key has its own, and failures are counted by address', async () => {
    const { serving, client } = await served(await database.fresh(), {
      limits: { requests: 5, failures: 3 },
    });
    try {
      for (let n = 4; n >= 0; n -= 1) {
        const { status, headers } = await client.ask('GET', `${V1}/apis`);
        expect([status, headers.get('ratelimit')]).toEqual([200, expect.stringContaining(`r=${n};`)]);
      }
      const over = await client.ask('GET', `${V1}/apis`);
      expect(over).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
      expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
      for (let n = 0; n < 3; n += 1)
        expect((await client.as('mbk_no').ask('GET', `${V1}/apis`)).status).toBe(401);
      expect(await client.ask('GET', `${V1}/apis`)).toMatchObject({
        status: 429,
        body: { code: 'too-many-failures' },
      });
      expect((await client.ask('GET', '/readyz')).status).toBe(200);
    } finally {
      await serving.stop();
    }
  });

  test('a page of the dashboard counts as one, whatever it asks', async () => {
    const { serving, client } = await served(await database.fresh(), {
      limits: { requests: 7, failures: 100 },
    });
    try {
      const api = await addApi(client, 'http://127.0.0.1:9/one');
      const visitor = await signedIn(client);
      // The page after the sign-in, and five more.
      for (let n = 0; n < 5; n += 1) expect((await visitor.get(`/apis/${api}`)).status).toBe(200);
      expect(await visitor.get('/')).toMatchObject({
        status: 429,
        html: expect.stringContaining('At most 7 requests a minute.'),
      });
    } finally {
      await serving.stop();
    }
  });
});
