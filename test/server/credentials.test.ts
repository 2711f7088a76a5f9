import { afterEach, expect, test } from 'vitest';
import { bodyFor } from './bodies.ts';
import { onBoth } from './databases.ts';
import { serveGuardedShop } from './guarded-shop.ts';
import { addApi, type Client, over, served, startScan } from './serving.ts';
import { wholeDatabase } from './whole-database.ts';

const V1 = '/api/v1';
const KEY = Buffer.alloc(32, 7).toString('base64');
const ANN = 'tok-ann-9f8e7d6c5b4a39281706';
const BOB = 'tok-bob-0123456789abcdef0123';
const PASSWORD = 'Tr0ub4dor-and-more-3';
const ODD = 'wunderbar-geheim-4711';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function add(client: Client, name: string, value: object): Promise<string> {
  const { status, body, text } = await client.ask('POST', `${V1}/credentials`, { name, value });
  expect(status, text).toBe(201);
  expect(text).not.toMatch(/tok-|Tr0ub|wunderbar/);
  return body.id;
}

onBoth('credentials', (database) => {
  test('are kept, renamed, replaced, used and removed, and never shown', async () => {
    const { serving, client, log } = await served(await database.fresh(), { encryptionKey: KEY });
    ends.push(serving.stop);
    const id = await add(client, 'ann', { bearer: ANN });
    expect(
      (await client.ask('POST', `${V1}/credentials`, { name: 'ann', value: { bearer: BOB } })).body,
    ).toMatchObject({
      code: 'known-name',
    });
    const got = await client.ask('GET', `${V1}/credentials/${id}`);
    expect(got.body).toEqual({
      id,
      name: 'ann',
      kinds: ['bearer'],
      createdAt: expect.any(String),
      rotatedAt: null,
      lastUsedAt: null,
      usedBy: 0,
      apis: [],
    });
    const tag = got.headers.get('etag') ?? '';
    const put = (value: object, to = tag) =>
      client.ask('PUT', `${V1}/credentials/${id}/value`, value, { 'if-match': to });
    expect(await put({ basic: `ann:${PASSWORD}`, headers: { 'X-Key': ODD } })).toMatchObject({
      status: 200,
      body: { kinds: ['basic', 'headers'], rotatedAt: expect.any(String) },
    });
    expect(await put({ bearer: BOB })).toMatchObject({ status: 412 });
    expect((await client.ask('PATCH', `${V1}/credentials/${id}`, { name: 'Ann of sales' })).body.name).toBe(
      'Ann of sales',
    );

    const api = await addApi(client, 'http://127.0.0.1:9/used');
    const identities = {
      identities: [{ name: 'ann', role: 'user', credential: id }],
      roles: { user: ['GET /me'] },
    };
    const set = await client.ask('PUT', `${V1}/apis/${api}/identities`, identities);
    expect(set.body).toEqual({ ...identities, origin: 'http://127.0.0.1:9' });
    expect((await client.ask('GET', `${V1}/apis/${api}/identities`)).body).toEqual(set.body);
    expect((await client.ask('GET', `${V1}/credentials/${id}`)).body).toMatchObject({
      usedBy: 1,
      apis: [{ id: api, name: 'http://127.0.0.1:9/used' }],
    });
    expect(await client.ask('DELETE', `${V1}/credentials/${id}`)).toMatchObject({
      status: 409,
      body: { code: 'in-use' },
    });
    expect(await client.ask('PATCH', `${V1}/apis/${api}`, { url: 'http://127.0.0.2:9/used' })).toMatchObject({
      status: 409,
      body: { code: 'has-identities' },
    });
    expect((await client.ask('PATCH', `${V1}/apis/${api}`, { url: 'http://127.0.0.1:9/other' })).status).toBe(
      200,
    );
    expect((await client.ask('PUT', `${V1}/apis/${api}/identities`, { identities: [] })).status).toBe(200);
    expect((await client.ask('DELETE', `${V1}/credentials/${id}`)).status).toBe(204);
    expect((await client.ask('GET', `${V1}/credentials`)).body.items).toEqual([]);
    expect(log).toEqual([]);
  });

  test('are refused in words that do not repeat them', async () => {
    const { serving, client, log } = await served(await database.fresh(), { encryptionKey: KEY });
    ends.push(serving.stop);
    const deep = JSON.parse(`${'['.repeat(2_000)}"${ANN}"${']'.repeat(2_000)}`);
    const wrong: readonly (readonly [value: unknown, says: string])[] = [
      [{}, 'nothing of who asks'],
      [{ headers: { 'X-Tenant': ANN } }, 'nothing of who asks'],
      [{ bearer: 'env:HOME' }, 'nothing is read from the environment'],
      [
        { login: { request: 'POST /login', json: { password: 'env:HOME' } } },
        'nothing is read from the environment',
      ],
      [{ bearer: `${ANN} ${ANN}` }, 'white space'],
      [{ basic: ANN }, '\\"basic\\" takes user:password'],
      [{ apiKey: ANN }, '\\"apiKey\\" takes NAME=VALUE'],
      [{ headers: { Host: ANN } }, 'cannot be set'],
      [{ cert: '/etc/passwd', key: '/etc/passwd' }, 'not a PEM certificate'],
      [{ login: { request: ANN } }, 'takes a request'],
      [{ login: { request: 'POST /login', json: deep } }, 'nested too deeply'],
      [{ bearer: ANN.repeat(10_000) }, 'longer than'],
      [{ bearer: ANN, name: 'x' }, 'name'],
    ];
    for (const [value, says] of wrong) {
      const { status, text } = await client.ask('POST', `${V1}/credentials`, { name: 'x', value });
      expect([status, text]).toEqual([400, expect.stringContaining(says)]);
      expect(text).not.toContain('tok-');
    }
    const id = await add(client, 'ann', { bearer: ANN });
    const api = await addApi(client, 'http://127.0.0.1:9/');
    const twice = [1, 2].map((n) => ({ name: `ann-${n}`, credential: id }));
    const asked = (identities: object[]) => client.ask('PUT', `${V1}/apis/${api}/identities`, { identities });
    expect(await asked(twice)).toMatchObject({ status: 400, body: { code: 'invalid-credential' } });
    expect(await asked([{ name: 'x', credential: 'nobody' }])).toMatchObject({ status: 422 });
    expect((await client.ask('GET', `${V1}/apis/${api}/identities`)).body.identities).toEqual([]);
    expect(log).toEqual([]);
  });

  test('are for administrators to make, to give to APIs, and to take away', async () => {
    const { serving, client } = await served(await database.fresh(), { encryptionKey: KEY });
    ends.push(serving.stop);
    const { body } = await client.ask('POST', `${V1}/keys`, { name: 'scans', scopes: ['scan'] });
    const scanner = client.as(body.key);
    const id = await add(client, 'ann', { bearer: ANN });
    const api = await addApi(scanner, 'http://127.0.0.1:9/');
    for (const [method, path, operation] of [
      ['POST', '/credentials', ''],
      ['PUT', `/credentials/${id}/value`, 'replaceCredential'],
      ['PATCH', `/credentials/${id}`, 'renameCredential'],
      ['DELETE', `/credentials/${id}`, ''],
      ['PUT', `/apis/${api}/identities`, 'setIdentitiesOfApi'],
    ] as const)
      expect(await scanner.ask(method, `${V1}${path}`, bodyFor(operation))).toMatchObject({ status: 403 });
    expect((await scanner.ask('GET', `${V1}/credentials`)).body.items).toHaveLength(1);
  });

  test('reach the target as several users, and stand in clear nowhere', async () => {
    const place = await database.fresh();
    const { serving, client, log } = await served(place, { encryptionKey: KEY });
    let isStopped = false;
    ends.push(async () => isStopped || serving.stop());
    const shop = await serveGuardedShop({ ann: ANN, bob: BOB }, { passwords: { bob: PASSWORD } });
    ends.push(shop.close);
    const ann = await add(client, 'ann', { bearer: ANN });
    const bob = await add(client, 'bob', {
      login: { request: 'POST /login', json: { user: 'bob', password: PASSWORD, mandant: ODD } },
    });
    const api = await addApi(client, shop.url);
    const identities = [
      { name: 'ann', role: 'user', credential: ann },
      { name: 'bob', role: 'admin', credential: bob },
    ];
    await client.ask('PUT', `${V1}/apis/${api}/identities`, {
      identities,
      roles: { user: ['GET /me'], admin: ['GET /*'] },
    });
    const id = await startScan(client, api);
    const scan = await over(client, id);
    expect(scan).toMatchObject({ status: 'done', error: null });
    expect(shop.shown).toContain(`Bearer ${ANN}`);
    expect(shop.shown).toContain(`Bearer ${BOB}`);
    const answers = [
      await client.ask('GET', `${V1}/scans/${id}/result`),
      await client.ask('GET', `${V1}/scans/${id}/result?format=html`),
      await client.ask('GET', `${V1}/scans/${id}/events`),
      await client.ask('GET', `${V1}/findings?api=${api}&limit=200`),
      await client.ask('GET', `${V1}/audit?limit=200`),
      await client.ask('GET', `${V1}/credentials/${bob}`),
    ];
    const { identities: spoken } = answers[0]?.body.surface ?? {};
    expect(spoken).toMatchObject([{}, { name: 'ann', role: 'user' }, { name: 'bob', role: 'admin' }]);
    // What was said of roles is compared with what answers: a user is shown orders.
    expect(answers[3]?.body.items.map(({ rule }: { rule: string }) => rule)).toContain(
      'role-policy-violated',
    );
    expect(answers.at(-1)?.body.lastUsedAt).toEqual(expect.any(String));

    // A login that fails says so without what was sent.
    await client.ask('PUT', `${V1}/credentials/${bob}/value`, {
      login: {
        request: 'POST /login',
        json: { user: 'bob', password: `not-${PASSWORD.slice(3)}`, mandant: ODD },
      },
    });
    const failed = await over(client, await startScan(client, api));
    expect(failed.status).toBe('failed');

    await serving.stop();
    isStopped = true;
    const everywhere = [
      ...answers.map(({ text }) => text),
      JSON.stringify(failed),
      log.join('\n'),
      await wholeDatabase(place),
    ].join('\n');
    for (const secret of [ANN, BOB, PASSWORD, PASSWORD.slice(3), ODD])
      for (const form of [
        secret,
        Buffer.from(secret).toString('base64'),
        Buffer.from(secret).toString('hex'),
        encodeURIComponent(secret),
      ])
        expect(everywhere.includes(form), form).toBe(false);
  });

  test('a key that is not here is said, once a scan needs it', async () => {
    const place = await database.fresh();
    const first = await served(place, { encryptionKey: KEY });
    const id = await add(first.client, 'ann', { bearer: ANN });
    const api = await addApi(first.client, 'http://127.0.0.1:9/');
    await first.client.ask('PUT', `${V1}/apis/${api}/identities`, {
      identities: [{ name: 'ann', credential: id }],
    });
    await first.serving.stop();
    const other = await served(place, { encryptionKey: Buffer.alloc(32, 8).toString('base64') });
    ends.push(other.serving.stop);
    const client = other.client.as(first.client.key);
    const scan = await over(client, await startScan(client, api));
    expect(scan).toMatchObject({ status: 'failed', error: { code: 'encryption-key' } });
    expect(scan.error.message).toContain('which this server does not have');
  });

  const onShared = database.isShared ? test : () => undefined;
  onShared('are not kept without a key that all processes have', async () => {
    const { serving, client, log } = await served(await database.fresh());
    ends.push(serving.stop);
    const value = { bearer: ANN };
    expect(await client.ask('POST', `${V1}/credentials`, { name: 'ann', value })).toMatchObject({
      status: 409,
      body: { code: 'encryption-key', detail: expect.stringContaining('MIDDLEBRICK_ENCRYPTION_KEY') },
    });
    expect(log).toEqual([]);
  });
});
