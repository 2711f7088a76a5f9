import net from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TlsVersion } from '../../src/http/client.ts';
import { clientHello, suitesOf } from '../../src/http/client-hello.ts';
import { offerOver } from '../../src/http/handshake.ts';

/** A ClientHello taken apart (RFC 5246 section 7.4.1.2), every length checked. */
function parsed(record: Buffer) {
  let at = 0;
  const take = (bytes: number) => {
    at += bytes;
    return record.subarray(at - bytes, at);
  };
  const number = (bytes: number) => take(bytes).readUIntBE(0, bytes);
  const numbers = (data: Buffer) =>
    Array.from({ length: data.length / 2 }, (_, index) => data.readUInt16BE(2 * index));
  const [type, recordVersion, recordLength] = [number(1), number(2), number(2)];
  expect([type, recordLength]).toEqual([22, record.length - 5]);
  expect([number(1), number(3)]).toEqual([1, record.length - 9]);
  const version = number(2);
  const random = take(32).toString('hex');
  const session = take(number(1));
  const suites = numbers(take(number(2)));
  const compression = [...take(number(1))];
  const extensions: Record<number, Buffer> = {};
  if (at < record.length) {
    expect(number(2)).toBe(record.length - at);
    while (at < record.length) extensions[number(2)] = take(number(2));
  }
  expect(at).toBe(record.length);
  return { recordVersion, version, random, session: session.length, suites, compression, extensions };
}

describe('a ClientHello', () => {
  test.each<[TlsVersion, number, number]>([
    ['SSLv3', 0x0300, 0x0300],
    ['TLSv1', 0x0301, 0x0301],
    ['TLSv1.1', 0x0302, 0x0301],
    ['TLSv1.2', 0x0303, 0x0301],
  ])('of %s says its version, and the lowest on the record', (version, number, recordVersion) => {
    const hello = parsed(clientHello('api.example', version, [0x002f, 0x0035]));
    expect(hello).toMatchObject({ version: number, recordVersion, session: 0, compression: [0] });
    // Behind the suites the signal of RFC 5746.
    expect(hello.suites).toEqual([0x002f, 0x0035, 0x00ff]);
    const kinds = { SSLv3: [], TLSv1: [0, 10, 11], 'TLSv1.1': [0, 10, 11], 'TLSv1.2': [0, 10, 11, 13] };
    expect(Object.keys(hello.extensions).map(Number)).toEqual(kinds[version]);
  });

  test('names the host, unless it is an address, and the usual curves and signatures', () => {
    const { extensions } = parsed(clientHello('api.example', 'TLSv1.2', [1]));
    expect(extensions[0]?.toString('hex')).toBe(`000e00000b${Buffer.from('api.example').toString('hex')}`);
    expect(extensions[10]?.toString('hex')).toBe('0008001d001700180019');
    expect(extensions[11]?.toString('hex')).toBe('0100');
    expect(extensions[13]?.toString('hex')).toBe('0016040305030603080408050806040105010601' + '02030201');
    expect(parsed(clientHello('127.0.0.1', 'TLSv1.2', [1])).extensions).not.toHaveProperty('0');
    expect(parsed(clientHello('::1', 'TLSv1.2', [1])).extensions).not.toHaveProperty('0');
  });

  test('is another one each time', () => {
    const [one, other] = [1, 2].map(() => parsed(clientHello('a.example', 'TLSv1', [1])).random);
    expect(one).not.toBe(other);
  });

  test('offers what a version can speak', () => {
    const [old, recent] = [suitesOf('TLSv1.1'), suitesOf('TLSv1.2')];
    // TLS_RSA_WITH_AES_128_CBC_SHA, and the same with GCM and with a hash of SHA-2.
    expect(old).toContain(0x002f);
    for (const id of [0x009c, 0x003c, 0xcca8]) {
      expect(old).not.toContain(id);
      expect(recent).toContain(id);
    }
    expect(suitesOf('SSLv3')).toEqual(old);
  });
});

describe('the server’s first word', () => {
  /** Written to whoever connects. */
  let says: Buffer[] = [];
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      for (const part of says) socket.write(part);
      if (says.length === 0) socket.end();
    });
  });
  beforeAll(() => new Promise<void>((done) => void server.listen(0, '127.0.0.1', done)));
  afterAll(() => void server.close());
  const offered = (...parts: Buffer[]) => {
    says = parts;
    const socket = net.connect((server.address() as net.AddressInfo).port, '127.0.0.1');
    return offerOver(
      socket,
      'a.example',
      { url: 'https://a.example', version: 'TLSv1.2', suites: [0x002f] },
      new AbortController().signal,
    );
  };
  const alert = (level: number, description: number) => Buffer.from([21, 3, 3, 0, 2, level, description]);
  const serverHello = (suite: number, session = 4, version = 3) => {
    const body = Buffer.concat([
      Buffer.from([3, version]),
      Buffer.alloc(32),
      Buffer.from([session]),
      Buffer.alloc(session),
      Buffer.from([suite >> 8, suite & 255, 0]),
    ]);
    return Buffer.concat([Buffer.from([22, 3, 3, 0, body.length + 4, 2, 0, 0, body.length]), body]);
  };

  test('is a suite that was offered', async () => {
    expect(await offered(serverHello(0x002f))).toMatchObject({ accepted: true });
    expect(await offered(serverHello(0x002f, 0))).toMatchObject({ accepted: true });
  });

  test('comes in parts, and behind a warning', async () => {
    const hello = serverHello(0x002f);
    expect(await offered(alert(1, 112), hello)).toMatchObject({ accepted: true });
    expect(await offered(Buffer.concat([alert(1, 112), hello]))).toMatchObject({ accepted: true });
    expect(await offered(hello.subarray(0, 6), hello.subarray(6, 44), hello.subarray(44))).toMatchObject({
      accepted: true,
    });
  });

  test('is no acceptance of what was not on offer', async () => {
    expect(await offered(serverHello(0x0035))).toEqual({ accepted: false });
    expect(await offered(serverHello(0x002f, 4, 9))).toEqual({ accepted: false });
  });

  test('is no TLS at all', async () => {
    for (const said of [
      'HTTP/1.1 400 Bad Request\r\n\r\n',
      '\x16HTTP/1.1 400',
      '\x16\x03\x03\0\x04\x0b\0\0\0',
    ])
      await expect(offered(Buffer.from(said, 'latin1'))).rejects.toMatchObject({ code: 'tls' });
  });

  test('is a refusal by an alert, or by hanging up', async () => {
    expect(await offered(alert(2, 40))).toEqual({ accepted: false, alert: 'handshake_failure' });
    expect(await offered(alert(2, 70))).toEqual({ accepted: false, alert: 'protocol_version' });
    expect(await offered()).toEqual({ accepted: false });
  });
});
