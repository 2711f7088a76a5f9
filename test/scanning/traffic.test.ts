import { afterEach, expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { overTls } from '../../lab/encryption/authority.ts';
import type { Identity } from '../../src/identities/identity.ts';
import type { ScanOptions } from '../../src/scan.ts';
import { scan } from '../../src/scan.ts';
import type { ShownRequest, ShownTraffic } from '../../src/scanning/shown-traffic.ts';
import { documentOf, serveWatched, type WatchedApi, type WatchedOptions } from '../wiring/watched-api.ts';

const open: WatchedApi[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((api) => api.close()));
});

const SECRET = 'token-of-ada-Zq8xT4wLr7nB1cD6fG';
const ada: Identity = { name: 'ada', credentials: [{ kind: 'bearer', token: SECRET }] };
const HASH = '$2b$12$KIXQ1d5y8mE6Zr0u4vTq3eJc9hLwNpYsB2fGtRoVxUaMzDiSbCkWe';

/** What a scan of this service tells of its traffic, and what the service itself saw. */
async function heard(options: WatchedOptions, more: Partial<ScanOptions> = {}) {
  const api = await serveWatched({ openapi: documentOf(['get /notes', 'get /notes/{id}']), ...options });
  open.push(api);
  const traffic: ShownTraffic[] = [];
  await scan({
    url: api.url,
    guesses: 'first',
    identities: [ada],
    selection: { include: ['missing-content-type-options', 'legacy-tls-version'], exclude: [] },
    onTraffic: (one) => traffic.push(one),
    ...more,
  }).catch(() => undefined);
  const requests = traffic.filter((one): one is ShownRequest => one.type === 'request');
  return { api, traffic, requests };
}

test('everything that the service saw is told, with what came of it and who asked', async () => {
  const { api, requests } = await heard({});
  // The document is served by the lab itself, before it counts.
  const told = requests.filter(({ url }) => url !== `${api.url}/openapi.json`);
  expect(told.map(({ method, url }) => `${method} ${url.slice(api.url.length)}`).sort()).toEqual(
    api.seen.map(({ method, path }) => `${method} ${path}`).sort(),
  );
  expect(told.filter(({ identity }) => identity === 'ada')).toHaveLength(
    api.seen.filter(({ authorization }) => authorization !== undefined).length,
  );
  for (const { status, bytes, ms, startedAt } of told) {
    expect([status, bytes]).toEqual([200, 34]);
    expect(ms).toBeGreaterThan(0);
    expect(Math.abs(Date.now() - startedAt)).toBeLessThan(120_000);
  }
});

test('no secret of the user, and none of the service, stands in what is told', async () => {
  const { requests } = await heard({
    answer: (request, response) =>
      void response
        .setHeader('Content-Type', 'application/json')
        .setHeader('Set-Cookie', 'session=c29tZS1zZWNyZXQtdmFsdWU; Path=/')
        .end(JSON.stringify({ id: 7, echo: request.headers.authorization, passwordHash: HASH })),
  });
  const text = JSON.stringify(requests.map((one) => [one, one.details()]));
  expect(text).toContain('[redacted]');
  expect(text).not.toContain(SECRET);
  expect(text).not.toContain(HASH);
  expect(text).not.toContain('c29tZS1zZWNyZXQtdmFsdWU');
});

test('long and binary bodies are not held: the beginning, or only their length', async () => {
  const { requests } = await heard({
    answer: (request, response) =>
      request.url === '/notes'
        ? void response.setHeader('Content-Type', 'text/plain').end('word '.repeat(40_000))
        : void response.setHeader('Content-Type', 'image/png').end(Buffer.alloc(500)),
  });
  const detailsOf = (path: string) =>
    requests.find(({ url, status }) => url.endsWith(path) && status === 200)?.details().response;
  const long = detailsOf('/notes');
  expect(long?.body?.length).toBeLessThanOrEqual(8_192);
  expect(long).toMatchObject({ isCut: true, bodyBytes: 200_000 });
  const image = requests.map((one) => one.details().response).find((one) => one?.mediaType === 'image/png');
  expect(image).toMatchObject({ isCut: false, bodyBytes: 500 });
  expect(image).not.toHaveProperty('body');
});

test('a request without an answer is told with the reason, and offers of TLS with the choice', async () => {
  const refused = await serveLab({ routes: (_request, response) => void response.destroy() });
  const traffic: ShownTraffic[] = [];
  await scan({ url: refused.url, guesses: 'first', onTraffic: (one) => traffic.push(one) }).catch(() => {});
  await refused.close();
  expect(traffic[0]).toMatchObject({ method: 'GET', failure: expect.stringMatching(/^(reset|network): /) });
  expect(traffic[0]).not.toHaveProperty('status');

  const { traffic: secure } = await heard({ tls: overTls().tls ?? {} }, { trustAnyCertificate: true });
  expect(secure.filter(({ type }) => type === 'offer')).toContainEqual(
    expect.objectContaining({ says: expect.stringMatching(/^TLSv1(\.1)? offered: \S/) }),
  );
});
