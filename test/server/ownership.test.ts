import type { LookupFunction } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createAddressGuard } from '../../src/http/address-guard.ts';
import { createListedHosts, keptListed } from '../../src/http/listed-hosts.ts';
import { openTransport } from '../../src/http/transport.ts';
import { createTxtLookup } from '../../src/http/txt-records.ts';
import { anonymous } from '../../src/identities/identity.ts';
import { onBoth } from './databases.ts';
import { serveGuardedShop } from './guarded-shop.ts';
import { serveNames } from './name-server.ts';
import { addApi, type Client, over, served, startScan } from './serving.ts';

const V1 = '/api/v1';
const KEY = Buffer.alloc(32, 7).toString('base64');
const ANN = 'tok-ann-9f8e7d6c5b4a39281706';
const DAY_MS = 86_400_000;
/** An address of this machine that the tests take for one out in the world. */
const PUBLIC = '127.0.0.2';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** Names of the shop lead to it; another meaning of a name can be set. */
function namesOf(addresses: Record<string, string>): LookupFunction {
  return ((host: string, _options: object, done: (...words: unknown[]) => void) => {
    const address = addresses[host];
    if (address === undefined) done(Object.assign(new Error('unknown'), { code: 'ENOTFOUND' }));
    else done(null, [{ address, family: 4 }]);
  }) as LookupFunction;
}

onBoth('a host out in the world', (database) => {
  async function start(more: { addresses?: Record<string, string>; files?: Record<string, string> } = {}) {
    const names = await serveNames();
    ends.push(names.close);
    const files = more.files ?? {};
    const shop = await serveGuardedShop({ ann: ANN }, { host: PUBLIC, files });
    ends.push(shop.close);
    const clock = { ms: Date.now() };
    const { serving, client, log } = await served(await database.fresh(), {
      encryptionKey: KEY,
      network: {
        lookup: namesOf(more.addresses ?? {}),
        nameServers: [names.address],
        isPublic: [`${PUBLIC}/32`],
      },
      now: () => new Date(clock.ms),
    });
    ends.push(serving.stop);
    return { names, files, shop, clock, client, log };
  }
  const scanOf = (client: Client, api: string, more: object) =>
    client.ask('POST', `${V1}/scans`, { api, quick: true, ...more });

  test('is scanned as a visitor, and no further until a file proves that it is yours', async () => {
    const { files, shop, client, log } = await start();
    const api = await addApi(client, shop.url);
    const credential = await client.ask('POST', `${V1}/credentials`, { name: 'ann', value: { bearer: ANN } });
    expect(await over(client, await startScan(client, api))).toMatchObject({ status: 'done' });
    const active = await scanOf(client, api, { mode: 'active' });
    expect(active).toMatchObject({ status: 422, body: { code: 'ownership-not-proven' } });
    expect(active.body.detail).toContain(`a file at ${shop.url}/.well-known/middlebrick.txt`);
    expect(active.body.detail).toContain('/ownership of the API gives the text');
    const identities = [{ name: 'ann', credential: credential.body.id }];
    await client.ask('PUT', `${V1}/apis/${api}/identities`, { identities });
    expect(await scanOf(client, api, {})).toMatchObject({
      status: 422,
      body: { code: 'ownership-not-proven' },
    });

    const ask = (method: string, path = '') => client.ask(method, `${V1}/apis/${api}/ownership${path}`);
    expect((await ask('GET')).body).toMatchObject({ needed: true, provenAt: null, record: null, file: null });
    expect(await ask('POST', '/check')).toMatchObject({ status: 409, body: { code: 'not-begun' } });
    const { body: begun } = await ask('POST');
    // An address has no records; the file is at the origin, whatever the path of the API.
    expect(begun).toMatchObject({ record: null, file: { url: `${shop.url}/.well-known/middlebrick.txt` } });
    expect(begun.file.content).toMatch(/^middlebrick-verification=[\w-]{32}$/);
    expect((await ask('POST')).body.file).toEqual(begun.file);
    expect((await ask('POST', '/check')).body).toMatchObject({
      provenAt: null,
      problem: expect.stringContaining('answers 404'),
    });
    files['/.well-known/middlebrick.txt'] = `${begun.file.content}x\n`;
    expect((await ask('POST', '/check')).body).toMatchObject({
      provenAt: null,
      problem: expect.stringContaining('another text'),
    });
    expect(shop.shown).not.toContain(`Bearer ${ANN}`);

    files['/.well-known/middlebrick.txt'] = `# ours\r\n${begun.file.content}\r\n`;
    expect((await ask('POST', '/check')).body).toMatchObject({
      provenBy: 'file',
      problem: null,
      provenAt: expect.any(String),
    });
    expect(await over(client, await startScan(client, api))).toMatchObject({ status: 'done' });
    expect(shop.shown).toContain(`Bearer ${ANN}`);
    delete files['/.well-known/middlebrick.txt'];
    expect((await ask('POST', '/check')).body).toMatchObject({ provenAt: null, provenBy: null });
    expect((await scanOf(client, api, {})).status).toBe(422);
    expect(log).toEqual([]);
  });

  test('is proven by a record, which is looked for again after thirty days', async () => {
    const { names, clock, client, log } = await start({ addresses: { 'api.shop.example': PUBLIC } });
    const api = await addApi(client, 'https://api.shop.example/v1');
    const path = `${V1}/apis/${api}/ownership`;
    const { body: begun } = await client.ask('POST', path);
    expect(begun.record).toEqual({
      name: '_middlebrick.api.shop.example',
      type: 'TXT',
      value: begun.file.content,
    });
    names.records.set('_middlebrick.api.shop.example', ['v=spf1 -all', begun.record.value]);
    const { body: proven } = await client.ask('POST', `${path}/check`);
    expect(proven).toMatchObject({ provenBy: 'dns' });
    expect(Date.parse(proven.validUntil) - Date.parse(proven.provenAt)).toBe(30 * DAY_MS);
    // Another API of the origin is as proven, another origin is not.
    const twin = await addApi(client, 'https://api.shop.example/v2');
    expect((await client.ask('GET', `${V1}/apis/${twin}/ownership`)).body.provenBy).toBe('dns');
    const other = await addApi(client, 'https://api.shop.example:8443/v2');
    expect((await client.ask('GET', `${V1}/apis/${other}/ownership`)).body.provenBy).toBe(null);

    const asked = names.asked.length;
    clock.ms += 29 * DAY_MS;
    expect((await scanOf(client, api, { mode: 'active', maxSeconds: 5 })).status).toBe(202);
    expect(names.asked.length).toBe(asked);
    // Nobody can be asked: the old proof is too old, and is not forgotten.
    clock.ms += 2 * DAY_MS;
    names.setMute(true);
    expect((await scanOf(client, api, { mode: 'active' })).body.detail).toContain('No name server answered');
    names.setMute(false);
    expect((await scanOf(client, api, { mode: 'active', maxSeconds: 5 })).status).toBe(202);
    expect(names.asked.length).toBeGreaterThan(asked);
    clock.ms += 31 * DAY_MS;
    names.records.delete('_middlebrick.api.shop.example');
    expect((await scanOf(client, api, { mode: 'active' })).body.detail).toContain('has no TXT record');
    expect(log).toEqual([]);
  });

  test('proves nothing by sending elsewhere, and is asked no more than the guard allows', async () => {
    const elsewhere = await serveGuardedShop({}, { host: '127.0.0.3' });
    ends.push(elsewhere.close);
    const addresses: Record<string, string> = {
      'api.shop.example': PUBLIC,
      'inside.example': '169.254.169.254',
    };
    const { shop, files, client } = await start({ addresses });
    files['/.well-known/middlebrick.txt'] = `redirect:${elsewhere.url}/.well-known/middlebrick.txt`;
    const { port } = new URL(shop.url);
    const check = async (url: string) => {
      const api = await addApi(client, url);
      await client.ask('POST', `${V1}/apis/${api}/ownership`);
      return (await client.ask('POST', `${V1}/apis/${api}/ownership/check`)).body;
    };
    expect((await check(`http://api.shop.example:${port}/`)).problem).toContain('redirects are not followed');
    expect(elsewhere.asked).toEqual([]);
    const inside = await check('http://inside.example/');
    expect(inside).toMatchObject({ needed: true, provenAt: null });
    expect(inside.problem).toContain('a link-local or cloud metadata address');
    // The name means something else now: it was checked as often as it was asked for.
    addresses['api.shop.example'] = '10.0.0.7';
    const { body } = await client.ask('GET', `${V1}/apis?limit=200`);
    const { id } = body.items.find(({ url }: { url: string }) => url.includes('api.shop.example'));
    const again = await client.ask('POST', `${V1}/apis/${id}/ownership/check`);
    expect(again.body.problem).toContain('10.0.0.7, a private address');
  });
});

describe('networks that the operator listed', () => {
  const at = (address: string) => namesOf({ 'a.example': address });

  test.each([
    ['10.1.2.3', true],
    ['10.2.2.3', false],
    ['93.184.216.34', false],
    ['127.0.0.1', false],
  ])('%s: %s', async (address, is) => {
    const hosts = createListedHosts(['10.1.0.0/16'], at(address));
    expect([await hosts.isListed(address), await hosts.isListed('a.example')]).toEqual([is, is]);
  });

  test('a name of several places is listed where all of them are', async () => {
    const both = ((_host: string, _options: object, done: (...words: unknown[]) => void) =>
      done(null, [
        { address: '10.1.0.1', family: 4 },
        { address: '93.184.216.34', family: 4 },
      ])) as LookupFunction;
    expect(await createListedHosts(['10.1.0.0/16'], both).isListed('a.example')).toBe(false);
    expect(await createListedHosts(['10.1.0.0/16'], namesOf({})).isListed('a.example')).toBe(false);
  });

  test('what was in them when somebody looked cannot lead out of them later', async () => {
    const shop = await serveGuardedShop({}, { host: PUBLIC });
    const { port } = new URL(shop.url);
    const meanings = ['127.0.0.1', PUBLIC];
    const changing = ((_host: string, _options: object, done: (...words: unknown[]) => void) =>
      done(null, [{ address: meanings.shift() ?? PUBLIC, family: 4 }])) as LookupFunction;
    const allow = ['127.0.0.1/32'];
    expect(await createListedHosts(allow, changing).isListed('a.example')).toBe(true);
    const open = createAddressGuard([...allow, `${PUBLIC}/32`], changing);
    const send = async (guard: typeof open, host = 'a.example') => {
      const live = openTransport({ guard });
      const request = {
        method: 'GET',
        url: `http://${host}:${port}/`,
        headers: [['Host', 'a.example']] as const,
      };
      return await live
        .send(request, { identity: anonymous, signal: new AbortController().signal })
        .finally(() => live.close());
    };
    expect((await send(open)).status).toBe(200);
    await expect(send(keptListed(open, 'a.example', allow))).rejects.toMatchObject({
      code: 'blocked-address',
    });
    expect(shop.asked).toHaveLength(1);
    // Another host, such as that of a login, is as free as it was.
    expect((await send(keptListed(open, 'a.example', allow), 'b.example')).status).toBe(200);
    await shop.close();
  });
});

test('records in several pieces are read whole', async () => {
  const long = `middlebrick-verification=${'x'.repeat(400)}`;
  const names = await serveNames({ 'a.example': [long, 'y'] });
  const txt = createTxtLookup([names.address]);
  expect(await txt('a.example')).toEqual([long, 'y']);
  expect(await txt('b.example')).toEqual([]);
  await names.close();
  await expect(txt('a.example')).rejects.toThrow();
});
