import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServedLab } from '../../lab/app.ts';
import { serveLab } from '../../lab/app.ts';
import { authority, LAB_HOST, overTls, users } from '../../lab/encryption/authority.ts';
import type { LabSocksProxy } from '../../lab/http/socks-proxy.ts';
import { serveSocksProxy } from '../../lab/http/socks-proxy.ts';
import { createAddressGuard } from '../../src/http/address-guard.ts';
import { text } from '../../src/http/exchange.ts';
import { proxiesFrom, proxyFor } from '../../src/http/proxy.ts';
import { openTransport } from '../../src/http/transport.ts';
import { anonymous } from '../../src/identities/identity.ts';
import { scan } from '../../src/scan.ts';

let open: LabSocksProxy;
let guarded: LabSocksProxy;
let plain: ServedLab;
let secure: ServedLab;
beforeAll(async () => {
  open = await serveSocksProxy();
  guarded = await serveSocksProxy({ user: 'ada', password: 'p@ss' });
  plain = await serveLab({ routes: users() });
  secure = await serveLab(overTls());
});
afterAll(() => Promise.all([open, guarded, plain, secure].map((one) => one.close())));

const at = ({ url }: ServedLab) => `${url.replace('127.0.0.1', LAB_HOST)}/users`;

async function get(url: string, proxy: string, more = {}) {
  const live = openTransport({
    ca: authority.cert,
    proxies: proxiesFrom({ ALL_PROXY: proxy }),
    lookup: (_name, options, done) =>
      options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4),
    ...more,
  });
  const request = { method: 'GET', url, headers: [['Host', new URL(url).host]] as const };
  try {
    return await live.send(request, { identity: anonymous, signal: new AbortController().signal });
  } finally {
    live.close();
  }
}

test.each([
  ['socks5h', '5', LAB_HOST],
  ['socks', '5', LAB_HOST],
  ['socks5', '5', '127.0.0.1'],
  ['socks4a', '4', LAB_HOST],
  ['socks4', '4', '127.0.0.1'],
])('%s://, http and https, with the name resolved where it says', async (scheme, version, host) => {
  const before = open.asked.length;
  expect(text(await get(at(plain), `${scheme}://127.0.0.1:${open.port}`))).toContain('Ada');
  expect(await get(at(secure), `${scheme}://127.0.0.1:${open.port}`)).toMatchObject({
    status: 200,
    tls: { trusted: true },
  });
  expect(open.asked.slice(before)).toEqual(
    [plain, secure].map(({ url }) => `${version} ${host}:${new URL(url).port}`),
  );
});

test('with a password', async () => {
  expect(text(await get(at(plain), `socks5h://ada:p%40ss@127.0.0.1:${guarded.port}`))).toContain('Ada');
});

test.each([
  ['no password', () => `socks5h://127.0.0.1:${guarded.port}`],
  ['a wrong one', () => `socks5h://ada:no@127.0.0.1:${guarded.port}`],
  ['nobody there', () => 'socks5h://127.0.0.1:9'],
])('%s is the proxy’s failure, not the target’s', async (_name, proxy) => {
  await expect(get(at(plain), proxy())).rejects.toMatchObject({
    code: 'proxy',
    message: /proxy 127\.0\.0\.1/,
  });
});

test('what the proxy cannot reach is said of the proxy', async () => {
  const nobody = `http://${LAB_HOST}:9/users`;
  await expect(get(nobody, `socks5h://127.0.0.1:${open.port}`)).rejects.toMatchObject({ code: 'proxy' });
});

test('the address guard holds behind it', async () => {
  const guard = createAddressGuard();
  await expect(
    get(plain.url, `socks5h://127.0.0.1:${open.port}`, {
      guard,
      proxies: proxiesFrom({ ALL_PROXY: `socks5h://127.0.0.1:${open.port}` }, true),
    }),
  ).rejects.toMatchObject({ code: 'blocked-address' });
});

test('a proxy that cannot be used stops no scan that it would not serve', async () => {
  const proxies = proxiesFrom({ ALL_PROXY: 'gopher://127.0.0.1:9', NO_PROXY: 'a.example' });
  expect(proxyFor('http://127.0.0.1:3000/', proxies)).toBeUndefined();
  expect(proxyFor('http://a.example/', proxies)).toBeUndefined();
  const result = await scan({ guesses: 'first', url: plain.url, checks: [], proxies });
  expect(result.traffic.requests).toBeGreaterThan(0);
  await expect(
    scan({ guesses: 'first', url: 'http://b.example/', checks: [], proxies }),
  ).rejects.toMatchObject({
    code: 'invalid-option',
    message:
      'Only http, https and SOCKS proxies can be used, not gopher://: name another, or the target in NO_PROXY.',
  });
});
