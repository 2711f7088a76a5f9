import type { LookupFunction } from 'node:net';
import { describe, expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { users } from '../../lab/encryption/authority.ts';
import { createAddressGuard } from '../../src/http/address-guard.ts';
import { openTransport } from '../../src/http/transport.ts';
import { anonymous } from '../../src/identities/identity.ts';

const guard = createAddressGuard();
const hostOf = (url: string) => new URL(url).hostname;

describe('forbidden addresses, however they are written', () => {
  test.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0177.0.0.1/',
    'http://0.0.0.0/',
    'http://10.0.0.1/',
    'http://172.16.0.1/',
    'http://192.168.1.1/',
    'http://169.254.169.254/',
    'http://0xa9fea9fe/',
    'http://2852039166/',
    'http://100.64.0.1/',
    'http://198.18.0.1/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'http://[::1]/',
    'http://[::]/',
    'http://[fe80::1]/',
    'http://[fd00:ec2::254]/',
    'http://[ff02::1]/',
    'http://[::ffff:169.254.169.254]/',
    'http://[::ffff:7f00:1]/',
    'http://[::127.0.0.1]/',
    'http://[64:ff9b::a9fe:a9fe]/',
    'http://[64:ff9b:1::1]/',
    'http://[2002:7f00:1::]/',
    'http://[2002:c0a8:101::1]/',
    'http://[2001:0:7f00:1::]/',
  ])('%s', (url) => expect(guard.reason(hostOf(url))).toBeTruthy());
});

test.each([
  'http://1.1.1.1/',
  'http://172.32.0.1/',
  'http://[2606:4700::1111]/',
  'http://[64:ff9b::101:101]/',
  'http://[2002:101:101::]/',
  'http://[::ffff:1.1.1.1]/',
])('%s is allowed', (url) => expect(guard.reason(hostOf(url))).toBeUndefined());

test('what the operator lists is allowed', () => {
  expect(createAddressGuard(['10.1.0.0/16']).reason('10.1.2.3')).toBeUndefined();
  expect(createAddressGuard(['10.1.0.0/16']).reason('10.2.2.3')).toBe('a private');
});

describe('on the wire', () => {
  const ask = async (url: string, options = {}) => {
    const live = openTransport({ guard, ...options });
    try {
      return await live.send(
        { method: 'GET', url, headers: [] },
        { identity: anonymous, signal: new AbortController().signal },
      );
    } finally {
      live.close();
    }
  };

  test('neither a literal nor a name reaches loopback', async () => {
    const lab = await serveLab({ routes: users() });
    for (const url of [lab.url, lab.url.replace('127.0.0.1', 'localhost')]) {
      await expect(ask(url)).rejects.toMatchObject({
        code: 'blocked-address',
        message: /a loopback address/,
      });
      await expect(ask(url.replace('http:', 'https:'))).rejects.toMatchObject({ code: 'blocked-address' });
    }
    expect(lab.requests()).toBe(0);
    await lab.close();
  });

  test('a name that is answered differently a second time is asked once', async () => {
    const lab = await serveLab({ routes: users() });
    let asked = 0;
    const rebinding: LookupFunction = (_host, options, done) => {
      asked += 1;
      const address = asked === 1 ? '127.0.0.1' : '1.1.1.1';
      options.all ? done(null, [{ address, family: 4 }]) : done(null, address, 4);
    };
    const rebound = createAddressGuard([], rebinding);
    const sent = ask(lab.url.replace('127.0.0.1', 'rebind.example'), { guard: rebound });
    await expect(sent).rejects.toMatchObject({ code: 'blocked-address' });
    expect(asked).toBe(1);
    expect(lab.requests()).toBe(0);
    await lab.close();
  });

  test('one forbidden address among several forbids the name', async () => {
    const both: LookupFunction = (_host, _options, done) =>
      done(null, [
        { address: '1.1.1.1', family: 4 },
        { address: '10.0.0.1', family: 4 },
      ]);
    await expect(ask('http://both.example/', { guard: createAddressGuard([], both) })).rejects.toMatchObject({
      code: 'blocked-address',
      message: /10\.0\.0\.1, a private address/,
    });
  });
});
