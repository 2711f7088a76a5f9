import { afterEach, expect, test } from 'vitest';
import { onBoth } from './databases.ts';
import { serveGuardedShop } from './guarded-shop.ts';
import { addApi, over, served, startScan } from './serving.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

onBoth('addresses that the operator did not list', (database) => {
  test('are reached by no address of an API, no document, no redirect and no login', async () => {
    const { serving, client, log } = await served(await database.fresh(), {
      allow: ['127.0.0.1/32'],
      encryptionKey: Buffer.alloc(32, 7).toString('base64'),
    });
    ends.push(serving.stop);
    const inside = await serveGuardedShop({}, { host: '127.0.0.3' });
    ends.push(inside.close);
    const moved = await serveGuardedShop(
      {},
      { files: { '/': `redirect:${inside.url}/`, '/openapi.json': `redirect:${inside.url}/openapi.json` } },
    );
    ends.push(moved.close);
    const shop = await serveGuardedShop({});
    ends.push(shop.close);

    const outcome = async (url: string, more: object = {}) => {
      const api = await addApi(client, url, more);
      return { api, scan: await over(client, await startScan(client, api)) };
    };
    expect((await outcome(inside.url)).scan.error.message).toContain('a loopback address');
    expect((await outcome('http://169.254.169.254/latest')).scan.error.message).toContain('cloud metadata');
    expect((await outcome('http://[::ffff:127.0.0.3]:80/')).scan.status).toBe('failed');
    const document = await outcome(`${shop.url}/a`, { spec: `${inside.url}/openapi.json` });
    expect(document.scan).toMatchObject({ status: 'failed' });
    await outcome(moved.url);
    const { body: credential } = await client.ask('POST', '/api/v1/credentials', {
      name: 'elsewhere',
      value: {
        login: { request: `POST ${inside.url}/login`, json: { user: 'a', password: 'a-password-of-ours' } },
      },
    });
    const api = await addApi(client, shop.url);
    await client.ask('PUT', `/api/v1/apis/${api}/identities`, {
      identities: [{ name: 'a', credential: credential.id }],
    });
    const login = await over(client, await startScan(client, api));
    expect(login.status).toBe('failed');
    expect(JSON.stringify(login)).not.toContain('a-password-of-ours');
    expect(inside.asked).toEqual([]);
    expect(log).toEqual([]);
  });
});
