import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, LookupFunction } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createAddressGuard } from '../../src/http/address-guard.ts';
import { sendGuarded } from '../../src/http/guarded-send.ts';
import { mintCertificate } from '../../src/material/certificates.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

async function serve(answer: RequestListener, secure?: { key: string; cert: string }) {
  let requests = 0;
  const counted: RequestListener = (request, response) => {
    requests += 1;
    answer(request, response);
  };
  const server = secure ? createTlsServer(secure, counted) : createServer(counted);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, requests: () => requests };
}

function resolvingTo(...addresses: readonly string[]): LookupFunction {
  return (_host, _options, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: 4 })),
    );
}

const POST = { method: 'POST', headers: {}, body: '{}' };
const LIMITS = { timeoutMs: 1_000, maxBytes: 1_024 };
const ok: RequestListener = (_request, response) => void response.end('ok');

test.each([
  ['a name that leads inside', ['127.0.0.1']],
  ['a name with one address inside among others', ['8.8.8.8', '127.0.0.1']],
])('%s is not contacted', async (_what, addresses) => {
  const { port, requests } = await serve(ok);
  const guard = createAddressGuard([], resolvingTo(...addresses));
  const sent = sendGuarded({ ...POST, url: `http://hooks.example:${port}/` }, { ...LIMITS, guard });
  await expect(sent).rejects.toMatchObject({ code: 'blocked-address' });
  expect(requests()).toBe(0);
});

test.each([
  'http://127.0.0.1',
  'http://[::ffff:127.0.0.1]',
  'http://2130706433',
  'http://0x7f.1',
  'http://localhost',
])('%s is not contacted', async (origin) => {
  const { port, requests } = await serve(ok);
  const sent = sendGuarded(
    { ...POST, url: `${origin}:${port}/` },
    { ...LIMITS, guard: createAddressGuard() },
  );
  await expect(sent).rejects.toMatchObject({ code: 'blocked-address' });
  expect(requests()).toBe(0);
});

const guard = createAddressGuard(['127.0.0.1']);

test('a redirection is an answer like others', async () => {
  const inside = await serve(ok);
  const { port } = await serve((_request, response) => {
    response.writeHead(307, { Location: `http://127.0.0.1:${inside.port}/` }).end();
  });
  const reply = await sendGuarded({ ...POST, url: `http://127.0.0.1:${port}/` }, { ...LIMITS, guard });
  expect(reply.status).toBe(307);
  expect(inside.requests()).toBe(0);
});

test('an endless answer is cut, and one that does not come is not waited for', async () => {
  const endless = await serve((_request, response) => {
    const more = setInterval(() => response.write('x'.repeat(10_000)), 5);
    response.on('close', () => clearInterval(more));
  });
  const url = `http://127.0.0.1:${endless.port}/`;
  const { body } = await sendGuarded({ ...POST, url }, { ...LIMITS, guard });
  expect(body.length).toBe(1_024);
  for (const silent of [
    () => {},
    (_request: unknown, response: { write(text: string): void }) => response.write('x'),
  ]) {
    const { port } = await serve(silent as RequestListener);
    const started = performance.now();
    const sent = sendGuarded({ ...POST, url: `http://127.0.0.1:${port}/` }, { ...LIMITS, guard });
    await expect(sent).rejects.toMatchObject({ code: 'timeout' });
    expect(performance.now() - started).toBeLessThan(4_000);
  }
});

test('nothing is sent to a server that does not prove who it is', async () => {
  const { key, cert } = mintCertificate({ subject: { commonName: 'x' }, altNames: ['127.0.0.1'] });
  const { port, requests } = await serve(ok, { key, cert });
  const sent = sendGuarded({ ...POST, url: `https://127.0.0.1:${port}/` }, { ...LIMITS, guard });
  await expect(sent).rejects.toMatchObject({ name: 'TransportFailure' });
  expect(requests()).toBe(0);
});
