import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServedLab } from '../../lab/app.ts';
import { serveLab } from '../../lab/app.ts';
import { authority, LAB_HOST, overTls, users } from '../../lab/encryption/authority.ts';
import type { LabProxy } from '../../lab/http/proxy.ts';
import { serveProxy } from '../../lab/http/proxy.ts';
import { text } from '../../src/http/exchange.ts';
import { proxiesFrom, proxyFor } from '../../src/http/proxy.ts';
import { openTransport } from '../../src/http/transport.ts';
import { anonymous } from '../../src/identities/identity.ts';

describe('which proxy', () => {
  const via = (env: Record<string, string>, url: string, loopback = false) =>
    proxyFor(url, proxiesFrom(env, loopback))?.host;

  test.each([
    [{ HTTP_PROXY: 'http://p:1' }, 'http://a.example/', 'p'],
    [{ HTTP_PROXY: 'http://p:1' }, 'https://a.example/', undefined],
    [{ HTTPS_PROXY: 'p:1' }, 'https://a.example/', 'p'],
    [{ http_proxy: 'http://low', HTTP_PROXY: 'http://up' }, 'http://a.example/', 'low'],
    [{ ALL_PROXY: 'http://p' }, 'https://a.example/', 'p'],
    [{ HTTP_PROXY: 'http://p', REQUEST_METHOD: 'GET' }, 'http://a.example/', undefined],
    [{ HTTP_PROXY: 'http://p', NO_PROXY: 'a.example' }, 'http://a.example/', undefined],
    [{ HTTP_PROXY: 'http://p', NO_PROXY: '.example, b' }, 'http://a.example/', undefined],
    [{ HTTP_PROXY: 'http://p', no_proxy: '*' }, 'http://a.example/', undefined],
    [{ HTTP_PROXY: 'http://p', NO_PROXY: 'a.example:81' }, 'http://a.example/', 'p'],
    [{ HTTP_PROXY: 'http://p', NO_PROXY: '10.0.0.0/8' }, 'http://10.1.2.3/', undefined],
    [{ HTTP_PROXY: 'http://p', NO_PROXY: 'ample' }, 'http://a.example/', 'p'],
    [{ HTTP_PROXY: 'http://p' }, 'http://localhost:3000/', undefined],
    [{ HTTP_PROXY: 'http://p' }, 'http://[::1]:3000/', undefined],
    [{}, 'http://a.example/', undefined],
  ])('%j %s → %s', (env, url, host) => expect(via(env as Record<string, string>, url)).toBe(host));

  test('loopback when asked for', () => {
    expect(via({ HTTP_PROXY: 'http://p' }, 'http://127.0.0.1/', true)).toBe('p');
  });

  test('what is no proxy is said', () => {
    const asked = (proxy: string) => () => via({ HTTP_PROXY: proxy }, 'http://a.example/');
    expect(asked('ftp://p')).toThrow(/^Only http, https and SOCKS proxies can be used, not ftp:/);
    expect(asked('http://[')).toThrow(/not a URL/);
    expect(asked('http://%zz:p@q')()).toBe('q');
  });
});

describe('through a proxy', () => {
  let proxy: LabProxy;
  let plain: ServedLab;
  let secure: ServedLab;
  const at = ({ url }: ServedLab) => `${url.replace('127.0.0.1', LAB_HOST)}/users`;
  const get = async (url: string, proxyUrl: string) => {
    const live = openTransport({ ca: authority.cert, proxies: proxiesFrom({ ALL_PROXY: proxyUrl }) });
    const request = { method: 'GET', url, headers: [['Host', new URL(url).host]] as const };
    try {
      return await live.send(request, { identity: anonymous, signal: new AbortController().signal });
    } finally {
      live.close();
    }
  };
  beforeAll(async () => {
    proxy = await serveProxy(`Basic ${Buffer.from('ada:secret').toString('base64')}`);
    plain = await serveLab({ routes: users() });
    secure = await serveLab(overTls());
  });
  afterAll(() => Promise.all([proxy, plain, secure].map((one) => one.close())));
  const authorised = () => proxy.url.replace('//', '//ada:secret@');

  test('http in absolute form, https by CONNECT and with the target’s own certificate', async () => {
    expect(text(await get(at(plain), authorised()))).toContain('Ada');
    const answer = await get(at(secure), authorised());
    expect(answer).toMatchObject({ status: 200, tls: { trusted: true } });
    expect(proxy.asked).toEqual([`GET ${at(plain)}`, `CONNECT ${new URL(at(secure)).host}`]);
  });

  test('a refusal is the proxy’s, not the target’s', async () => {
    await expect(get(at(plain), proxy.url)).rejects.toMatchObject({ code: 'proxy', message: /407/ });
    await expect(get(at(secure), proxy.url)).rejects.toMatchObject({
      code: 'proxy',
      message: /answered 407/,
    });
    await expect(get(at(plain), 'http://127.0.0.1:9')).rejects.toMatchObject({ code: 'proxy' });
  });
});
