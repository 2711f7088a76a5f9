import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { serveLab } from '../../../lab/app.ts';
import { documented, query } from '../../../lab/documented.ts';
import { CHECKS } from '../../../src/checks/index.ts';
import { callbackOf } from '../../../src/cli/callback.ts';
import { scan } from '../../../src/scan.ts';

const ssrf = CHECKS.filter(({ id }) => id === 'ssrf');

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Fetches what is said to lie at `tunnel.lab.example`, which leads to a port of this machine, and nothing else. */
const behindTunnel = (port: number) => ({
  openapi: documented({ 'GET /preview': { parameters: [query('url', { format: 'uri' })] } }),
  routes: new Hono().get('/preview', async (c) => {
    const asked = /^https:\/\/tunnel\.lab\.example\/in(\/\w+)$/.exec(c.req.query('url') ?? '');
    if (!asked) return c.json({ error: 'not allowed' }, 400);
    const answer = await fetch(`http://127.0.0.1:${port}/in${asked[1]}`);
    return c.json({ content: await answer.text() });
  }),
});

async function scanned(port: number, flags: Parameters<typeof callbackOf>[0]) {
  const lab = await serveLab(behindTunnel(port));
  try {
    return await scan({ url: lab.url, mode: 'active', guesses: 'first', checks: ssrf, ...callbackOf(flags) });
  } finally {
    await lab.close();
  }
}

test('a target that reaches this machine by another name alone is caught with --callback-url', async () => {
  const port = await freePort();
  const flags = { callbackUrl: 'https://tunnel.lab.example/in/', callbackListen: `${port}` };
  const { findings } = await scanned(port, flags);
  expect(findings.map(({ rule }) => rule)).toContain('server-side-fetch');
  // The port is free again.
  expect((await scanned(port, flags)).findings.map(({ rule }) => rule)).toContain('server-side-fetch');
  expect((await scanned(port, {})).findings.map(({ rule }) => rule)).not.toContain('server-side-fetch');
});

test('a port that is taken is said in one sentence', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  const flags = { callbackUrl: 'https://tunnel.lab.example', callbackListen: `127.0.0.1:${port}` };
  await expect(scanned(port, flags)).rejects.toThrow(`Nothing can listen at 127.0.0.1, port ${port}`);
  taken.close();
});

test.each([
  [{ callbackUrl: 'http://host.lab.example:8088' }, { address: '127.0.0.1', port: 8088 }],
  [
    { callbackUrl: 'https://t.lab.example', callbackListen: '0.0.0.0:9000' },
    { address: '0.0.0.0', port: 9000 },
  ],
  [
    { callbackUrl: 'https://t.lab.example', callbackListen: '[::1]:9000' },
    { address: '::1', port: 9000 },
  ],
])('%o listens at %o', (flags, place) => {
  expect(callbackOf(flags).callback).toMatchObject(place);
});

test.each([
  [{ callbackListen: '9000' }, /needs --callback-url/],
  [{ callbackUrl: 'tunnel' }, /no URL/],
  [{ callbackUrl: 'http://t.lab.example', callbackListen: 'here' }, /no address and port/],
  [{ callbackUrl: 'http://t.lab.example', callbackListen: '99999' }, /no address and port/],
])('%o is refused', (flags, says) => {
  expect(() => callbackOf(flags)).toThrow(says);
});
