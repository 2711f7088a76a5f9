import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import net from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { certificates } from '../../lab/encryption/certificates.ts';
import { middlebrick } from './command.ts';

const servers: net.Server[] = [];
let plain = '';
let secure = '';
let saying = '';
beforeAll(async () => {
  const ok: http.RequestListener = (_request, response) => response.end('{"ok":true}');
  plain = await listening(http.createServer(ok));
  secure = await listening(https.createServer(certificates.good.tls ?? {}, ok));
  const refusal = 'Client sent an HTTP request to an HTTPS server.\n';
  saying = await listening(
    net.createServer((socket) =>
      socket
        .on('error', () => undefined)
        .end(`HTTP/1.0 400 Bad Request\r\nContent-Length: ${refusal.length}\r\n\r\n${refusal}`),
    ),
  );
});
afterAll(() => {
  for (const server of servers) server.close();
});

async function listening(server: net.Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const QUICK = ['--include', 'missing-content-type-options', '--quiet', '--no-save'];

describe('an address alone is scanned', () => {
  test.each([
    ['with its scheme', () => [`http://${plain}`, ...QUICK]],
    ['without', () => [plain, ...QUICK]],
    ['behind flags', () => ['--bearer', 'env:T', ...QUICK, plain]],
  ])('%s', async (_how, args) => {
    const { stdout, stderr } = await middlebrick(args(), { env: { T: 'token-of-nobody' } });
    expect(stdout + stderr).toMatch(/\d requests|The credential of "default"/);
  });

  test('a command that was mistyped is none', async () => {
    const { code, stderr } = await middlebrick(['scna', `http://${plain}`]);
    expect(stderr).toContain('Did you mean scan?');
    expect(code).toBe(2);
  });

  test('help says so', async () => {
    const { stdout, code } = await middlebrick(['--help']);
    expect(stdout).toContain('middlebrick <url>');
    expect(code).toBe(0);
  });
});

test.each<[string, () => string[], () => string, number]>([
  [
    'https where plain HTTP is spoken',
    () => [`https://${plain}`],
    () => `not in TLS; for plain HTTP scan http://${plain}.`,
    3,
  ],
  [
    'http where TLS is spoken',
    () => [`http://${secure}`],
    () => `if it speaks TLS, scan https://${secure}.`,
    3,
  ],
  [
    'http where the answer says TLS',
    () => [`http://${saying}`],
    () => `${saying} speaks TLS: scan https://${saying}.`,
    3,
  ],
  ['a missing slash', () => [`http:/${plain}`], () => `did you mean http://${plain}?`, 2],
  ['an unexpanded variable', () => ['$API_URL'], () => 'was not expanded: $API_URL.', 2],
  ['a variable that is not set', () => ['scan', ''], () => 'may not be set', 2],
  [
    'a key without its header',
    () => [plain, '--api-key', 'env:NAME'],
    () => 'names no header: X-API-Key=env:NAME',
    2,
  ],
  [
    'a format mistyped',
    () => [plain, '--format', 'htlm'],
    () => '"htlm" is no format: did you mean html?',
    2,
  ],
  ['a file for a format', () => [plain, '--format', 'out/a.html'], () => 'did you mean html=out/a.html?', 2],
  ['no format at all', () => [plain, '--format', 'powerpoint'], () => 'there are summary, table, json', 2],
])('%s', async (_what, args, says, exit) => {
  const { stderr, code } = await middlebrick(args());
  expect(stderr).toContain(says());
  expect(code).toBe(exit);
});

test('an expired token, and one that was not expanded, say what they are', async () => {
  const guarded = await listening(
    http.createServer((_request, response) => response.writeHead(401).end('{"error":"login"}')),
  );
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const old = `${part({ alg: 'HS256' })}.${part({ sub: 'ann', exp: 1_700_000_000 })}.c2lnbmF0dXJl`;
  const expired = await middlebrick([guarded, '--bearer', 'env:T', '--quiet'], { env: { T: old } });
  expect(expired.stderr).toMatch(/token expired \d+ days ago/);
  expect(expired.stderr).not.toContain(old);
  const literal = await middlebrick([guarded, '--bearer', '$TOKEN', '--quiet']);
  expect(literal.stderr).toContain('the variable was not expanded');
});
