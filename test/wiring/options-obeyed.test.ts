import { existsSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { accountRules } from '../../lab/authentication/account-rules.ts';
import { authority, overTls } from '../../lab/encryption/authority.ts';
import { serveProxy } from '../../lab/http/proxy.ts';
import { CHECKS } from '../../src/checks/index.ts';
import { createAddressGuard } from '../../src/http/address-guard.ts';
import type { Identity } from '../../src/identities/identity.ts';
import type { ScanEvent, ScanOptions } from '../../src/scan.ts';
import { scan } from '../../src/scan.ts';
import { documentOf, serveWatched, type WatchedApi, type WatchedOptions } from './watched-api.ts';

const open: WatchedApi[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((api) => api.close()));
});
async function watched(options: WatchedOptions = {}): Promise<WatchedApi> {
  const api = await serveWatched(options);
  open.push(api);
  return api;
}

/** One quiet rule: what is looked at here is who is asked, not what is found. */
const ONE_RULE = { include: ['missing-content-type-options'], exclude: [] };
const NOTES = documentOf(['get /notes', 'get /notes/{id}']);
const ada: Identity = { name: 'ada', credentials: [{ kind: 'bearer', token: 'token-of-ada-1' }] };
const withAda = ({ seen }: WatchedApi) =>
  seen.filter(({ authorization }) => authorization === 'Bearer token-of-ada-1').length;

/** What each option of the library does to a scan. A key of `ScanOptions` without a row fails the type check. */
const OBEYED: Readonly<Record<keyof ScanOptions, (() => Promise<void>) | string>> = {
  url: async () => {
    const api = await watched();
    await scan({ url: `${api.url}/notes`, selection: ONE_RULE });
    expect(api.seen.map(({ path }) => path)).toContain('/notes');
  },
  identities: async () => {
    const api = await watched({ openapi: NOTES });
    await scan({ url: api.url, guesses: 'first', identities: [ada], selection: ONE_RULE });
    expect(withAda(api)).toBeGreaterThan(0);
  },
  roles: 'test/checks/bfla/role-policy-violated.test.ts',
  callback: 'test/checks/ssrf/callback.test.ts',
  foreignToken: 'test/checks/authentication/jwt-audience-unchecked.test.ts',
  specs: async () => {
    const api = await watched();
    const text = JSON.stringify(documentOf(['get /hidden/notes']));
    const { surface } = await scan({
      guesses: 'first',
      url: api.url,
      specs: [{ uri: 'notes.json', text }],
      selection: ONE_RULE,
    });
    expect(surface.spec).toMatchObject({ uri: 'notes.json' });
    expect(api.seen.map(({ path }) => path)).toContain('/hidden/notes');
  },
  mode: async () => {
    const writes = async (mode: 'safe' | 'active') => {
      const api = await watched({ openapi: documentOf(['get /notes', 'post /notes']) });
      const { mode: said } = await scan({ url: api.url, guesses: 'first', mode, maxTimeMs: 20_000 });
      expect(said).toBe(mode);
      // Queries of GraphQL read, though they are posted: test/http/graphql-reads.test.ts has what may leave.
      const isQuery = ({ method, path }: { readonly method: string; readonly path: string }) =>
        method === 'POST' && path.endsWith('/graphql');
      return api.seen.filter(
        (seen) => !['GET', 'HEAD', 'OPTIONS', 'TRACE'].includes(seen.method) && !isQuery(seen),
      ).length;
    };
    expect(await writes('safe')).toBe(0);
    expect(await writes('active')).toBeGreaterThan(0);
  },
  headers: 'test/cli/typed.test.ts',
  journal: 'test/hostile/kill.test.ts',
  guesses: 'test/discovery/guesses.test.ts',
  quick: 'test/scanning/quick.test.ts',
  llm: 'test/checks/llm-security/unauthenticated-prompt.test.ts',
  alsoInScope: async () => {
    const asked = async (inScope: boolean) => {
      const api = await watched();
      // By another name: a document that names the typed host only has its port wrong.
      const elsewhere = api.url.replace('127.0.0.1', 'localhost');
      const { paths } = NOTES as { paths: object };
      const { paths: extra } = documentOf(['get /extra']) as { paths: Record<string, object> };
      const beside = { '/extra': { ...extra['/extra'], servers: [{ url: elsewhere }] } };
      const front = await watched({ openapi: { ...NOTES, paths: { ...paths, ...beside } } });
      await scan({
        guesses: 'first',
        url: front.url,
        ...(inScope ? { alsoInScope: [elsewhere] } : {}),
        selection: ONE_RULE,
      }).catch(() => undefined);
      return api.seen.length;
    };
    expect(await asked(false)).toBe(0);
    expect(await asked(true)).toBeGreaterThan(0);
  },
  selection: async () => {
    const api = await watched({ openapi: NOTES });
    const { checks } = await scan({
      guesses: 'first',
      url: api.url,
      selection: { include: ['data-exposure'], exclude: ['/notes/*', 'exposed-secret'] },
    });
    const ran = checks.filter(({ rules }) => rules.some(({ status }) => status !== 'skipped'));
    expect(ran.map(({ id }) => id)).toEqual(['data-exposure']);
    const leftOut = ran[0]?.rules.find(({ rule }) => rule === 'exposed-secret');
    expect(leftOut).toMatchObject({ status: 'skipped', reason: 'excluded by the user' });
    expect(api.seen.map(({ path }) => path)).toContain('/notes');
    expect(api.seen.filter(({ path }) => /^\/notes\//.test(path))).toEqual([]);
  },
  suppressions: async () => {
    const api = await watched({ openapi: NOTES });
    const [rule] = ONE_RULE.include;
    const suppressions = [{ finding: rule ?? '', reason: 'behind a proxy', until: '2999-12-31' }];
    const { findings } = await scan({ url: api.url, guesses: 'first', selection: ONE_RULE, suppressions });
    expect(findings).toMatchObject([{ rule, suppressed: { reason: 'behind a proxy', until: '2999-12-31' } }]);
  },
  maxRequests: async () => {
    const api = await watched({ openapi: NOTES });
    await scan({ url: api.url, guesses: 'first', maxRequests: 9 });
    expect(api.seen.length).toBeGreaterThan(3);
    expect(api.seen.length).toBeLessThanOrEqual(9);
  },
  maxTimeMs: async () => {
    const api = await watched({ openapi: NOTES, delayMs: 150 });
    const started = performance.now();
    // On a busy machine the time is over before the API is known, which is said as an error.
    const ending = scan({ url: api.url, guesses: 'first', maxTimeMs: 1_500 }).then(
      ({ partial }) => partial,
      (error: Error) => error.message,
    );
    expect(await ending).toMatch(/time .*used up/);
    expect(performance.now() - started).toBeLessThan(6_500);
  },
  basePath: async () => {
    const api = await watched({ openapi: NOTES });
    await scan({ url: api.url, guesses: 'first', basePath: '/v2', selection: ONE_RULE });
    expect(api.seen.map(({ path }) => path)).toContain('/v2/notes');
  },
  concurrency: async () => {
    const most = async (concurrency: number) => {
      const api = await watched({ openapi: NOTES, delayMs: 10 });
      await scan({
        url: api.url,
        guesses: 'first',
        concurrency,
        selection: { include: ['input-validation'], exclude: [] },
      });
      return api.mostAtOnce();
    };
    expect(await most(1)).toBe(1);
    expect(await most(8)).toBeGreaterThan(1);
  },
  attempts: async () => {
    const cards = accountRules({ giftCards: 'none' });
    const api = await serveLab(cards);
    const include = ['unlimited-login-attempts'];
    await scan({ url: api.url, mode: 'active', attempts: 30, selection: { include, exclude: [] } });
    await api.close();
    expect(cards.redeemed).toHaveLength(30);
  },
  rate: async () => {
    const api = await watched({ openapi: NOTES });
    await scan({
      guesses: 'first',
      url: api.url,
      rate: 40,
      maxRequests: 21,
      selection: { include: ['encryption'], exclude: [] },
    });
    const spent = (api.seen.at(-1)?.atMs ?? 0) - (api.seen[0]?.atMs ?? 0);
    expect(api.seen.length).toBeGreaterThan(10);
    expect(spent).toBeGreaterThan(0.9 * (api.seen.length - 1) * 25);
  },
  ca: async () => {
    const api = await watched({ openapi: NOTES, tls: overTls().tls ?? {} });
    const strict = { url: api.url, identities: [ada], trustAnyCertificate: false, selection: ONE_RULE };
    await scan(strict).catch(() => undefined);
    expect(withAda(api)).toBe(0);
    await scan({ ...strict, ca: authority.cert });
    expect(withAda(api)).toBeGreaterThan(0);
  },
  trustAnyCertificate: async () => {
    const api = await watched({ openapi: NOTES, tls: overTls().tls ?? {} });
    await scan({
      url: api.url,
      guesses: 'first',
      identities: [ada],
      trustAnyCertificate: true,
      selection: ONE_RULE,
    });
    expect(withAda(api)).toBeGreaterThan(0);
  },
  proxies: async () => {
    const api = await watched({ openapi: NOTES });
    const proxy = await serveProxy();
    const { hostname, port } = new URL(proxy.url);
    const proxies = {
      http: { secure: false, host: hostname, port: Number(port) },
      except: [],
      loopback: true,
    };
    try {
      await scan({ url: api.url, guesses: 'first', proxies, selection: ONE_RULE });
      expect(proxy.asked).toContain(`GET ${api.url}/notes`);
    } finally {
      await proxy.close();
    }
  },
  addressGuard: async () => {
    const api = await watched();
    const guarded = scan({ url: api.url, guesses: 'first', addressGuard: createAddressGuard() });
    await expect(guarded).rejects.toThrow(/loopback/);
    expect(api.seen).toEqual([]);
  },
  retention: 'test/scanning/retention-runs.test.ts',
  checks: async () => {
    const api = await watched();
    const encryption = CHECKS.filter(({ id }) => id === 'encryption');
    const { checks } = await scan({ url: api.url, guesses: 'first', checks: encryption });
    expect(checks.map(({ id }) => id)).toEqual(['encryption']);
  },
  transport: 'test/cli/cli.test.ts',
  handshake: 'test/http/tls.test.ts',
  signal: async () => {
    const api = await watched({ openapi: NOTES, delayMs: 100 });
    const stop = new AbortController();
    const stopping = scan({
      guesses: 'first',
      url: api.url,
      signal: stop.signal,
      onEvent: ({ type }) => {
        if (type === 'discovered') stop.abort();
      },
    });
    expect((await stopping).partial).toMatch(/stopped/i);
  },
  onTraffic: 'test/scanning/traffic.test.ts',
  onEvent: async () => {
    const api = await watched();
    const events: ScanEvent[] = [];
    await scan({
      url: api.url,
      guesses: 'first',
      selection: ONE_RULE,
      onEvent: (event) => events.push(event),
    });
    expect(new Set(events.map(({ type }) => type))).toEqual(
      new Set(['discovering', 'discovered', 'rule-done']),
    );
  },
};

const rows = Object.entries(OBEYED);

describe('what a scan is told, it does', () => {
  test.each(rows.filter(([, row]) => typeof row !== 'string'))('%s', async (_name, row) => {
    if (typeof row !== 'string') await row();
  });
  test.each(rows.filter(([, row]) => typeof row === 'string'))('%s has a suite of its own', (_name, row) => {
    expect(existsSync(String(row))).toBe(true);
  });
});
