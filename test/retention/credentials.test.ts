import type http from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { commandSupply } from '../../src/retention/credentials/command-supply.ts';
import { parseIssue, parseRemove } from '../../src/retention/credentials/issue-request.ts';
import { issuedSupply } from '../../src/retention/credentials/issued-supply.ts';
import { listedSupply } from '../../src/retention/credentials/listed-supply.ts';
import { planSupplied } from '../../src/retention/credentials/plan-supplied.ts';
import { readCredentials } from '../../src/retention/credentials/read-credentials.ts';
import { checkOptions } from '../../src/retention/options.ts';
import { probeRetention } from '../../src/retention/probe.ts';
import { MB, memory, type Served, serve } from './loopback.ts';

let served: Served | undefined;
afterEach(async () => {
  await served?.close();
  served = undefined;
});

const many = (count: number) => Array.from({ length: count }, (_, index) => `key-${index}`);

describe('a file of credentials', () => {
  test.each([
    ['keys.txt', 'a\n\n b \r\nc', ['a', 'b', 'c']],
    ['keys.json', '["a","b"]', ['a', 'b']],
    ['keys', '["a","b"]', ['a', 'b']],
    ['keys.json', '[{"x-key":"a","x-tenant":7}]', [{ 'x-key': 'a', 'x-tenant': '7' }]],
    ['keys.csv', 'x-key,x-tenant\na,"b, c"\n', [{ 'x-key': 'a', 'x-tenant': 'b, c' }]],
  ])('%s: %j', (path, text, credentials) => {
    expect(readCredentials(text, path)).toEqual(credentials);
  });

  test.each([
    ['k.json', '{"a":1}', 'k.json must hold a JSON array of credentials.'],
    ['k.json', '[1', 'The credentials in k.json are not JSON.'],
    ['k.json', '[["a"]]', 'k.json holds something that is neither a text nor an object.'],
    ['k.csv', 'x-key\na,b\n', 'The credentials in k.csv are not CSV.'],
    ['k.csv', 'x key\na\n', 'k.csv names a header that can not be one.'],
    ['k.txt', 'schlüssel…\n', 'k.txt holds a credential that can not be sent in a header.'],
  ])('%s with %j is refused', (path, text, sentence) => {
    expect(() => readCredentials(text, path)).toThrow(sentence);
  });

  test('gives each once, and is refused where that is too few', async () => {
    const supply = listedSupply([...many(150), ...many(150)]);
    const taken = [...(await supply.take(100, 0)), ...(await supply.take(100, 0))];
    expect([supply.most, taken.length, new Set(taken).size]).toEqual([0, 150, 150]);
    expect(() => listedSupply([...many(12), ...many(12)])).toThrow('There are 12 different credentials');
  });
});

describe('a command', () => {
  test('is asked in batches and ahead of need, and nothing that it prints comes twice', async () => {
    const supply = await commandSupply(
      'seq $MIDDLEBRICK_COUNT; for i in $(seq 50); do cat /proc/sys/kernel/random/uuid; done',
    );
    const taken = await supply.take(600, 0);
    expect(new Set(taken).size).toBe(600);
    expect(supply.most).toBeGreaterThan(249);
    await supply.close?.();
  });

  test('that prints one at a time will do', async () => {
    const supply = await commandSupply('cat /proc/sys/kernel/random/uuid');
    expect(new Set(await supply.take(20, 0)).size).toBe(20);
    await supply.close?.();
  });

  test('that prints the same again and again ends', async () => {
    const supply = await commandSupply('echo a; echo b');
    expect(await supply.take(10, 0)).toEqual(['a', 'b']);
  });

  test.each(['exit 3', 'true'])('%s gives nothing', async (command) => {
    await expect(commandSupply(command)).rejects.toMatchObject({ code: 'credential-source-failed' });
  });
});

/** Issues keys to an administrator, knows who has one, and removes them again, if it can. */
async function issuer(more: { removable?: boolean; refuse?: number; most?: number } = {}) {
  const { removable = true, refuse = 0, most = Number.POSITIVE_INFINITY } = more;
  const keys = new Map<string, string>();
  const seen = { issued: 0, removed: 0, valid: 0, invalid: 0, names: new Set<string>() };
  const handle = async (request: http.IncomingMessage, response: http.ServerResponse) => {
    const key = request.headers.authorization?.replace('Bearer ', '') ?? '';
    if (request.method === 'GET') {
      const known = [...keys.values()].includes(key);
      seen[known ? 'valid' : 'invalid'] += 1;
      return response.writeHead(known ? 200 : 401).end();
    }
    if (key !== 'admin') return response.writeHead(403).end();
    if (request.method === 'DELETE') {
      seen.removed += 1;
      if (seen.removed <= refuse) return response.writeHead(500).end();
      keys.delete(request.url?.split('/').at(-1) ?? '');
      return response.writeHead(204).end();
    }
    if (seen.issued >= most) return response.writeHead(409).end();
    let text = '';
    for await (const chunk of request) text += chunk;
    seen.issued += 1;
    seen.names.add(JSON.parse(text).name);
    const id = String(seen.issued);
    keys.set(id, `issued-${id}`);
    response
      .writeHead(201, { 'content-type': 'application/json' })
      .end(JSON.stringify({ data: { key: `issued-${id}` }, ...(removable && { id }) }));
  };
  served = await serve((request, response) => void handle(request, response));
  return { url: served.url, keys, seen };
}

const ISSUE = 'POST /keys {"name":"mb-{n}"} → $.data.key';
const headers = { authorization: 'Bearer admin' };

const opened = (url: URL, issue = ISSUE, more: { remove?: string; headers?: Record<string, string> } = {}) =>
  issuedSupply({
    reach: { url, method: 'GET' },
    issue: parseIssue(issue),
    remove: more.remove === undefined ? undefined : parseRemove(more.remove),
    headers: more.headers ?? headers,
    signal: new AbortController().signal,
  });

describe('credentials that the API issues itself', () => {
  test('are valid, each new, and removed in the end, and the administrator’s never asks', async () => {
    const { url, keys, seen } = await issuer();
    const result = await probeRetention({
      url: url.href,
      consentHost: '127.0.0.1',
      profile: 'quick',
      headers,
      issue: ISSUE,
      source: memory(() => 50 * MB),
      mostRequests: 1_500,
    });
    expect(seen.invalid).toBe(0);
    expect(seen.valid).toBeGreaterThan(600);
    expect(seen.names.size).toBe(seen.issued);
    expect(keys.size).toBe(0);
    expect(result.advice.at(-1)).toBe(
      `${seen.issued.toLocaleString('en')} credentials were issued for this run, and removed.`,
    );
  }, 60_000);

  test('that can not be removed are counted', async () => {
    const { url } = await issuer({ refuse: 5 });
    const supply = await opened(url, ISSUE, { remove: 'DELETE /keys/{id}' });
    expect(await supply.reserve?.(20)).toBe(20);
    expect(await supply.close?.()).toEqual([
      '20 credentials were issued for this run; 5 of them could not be removed and stay in the target.',
    ]);
  });

  test('of which nothing says how they are removed stay, and that is said', async () => {
    const { url } = await issuer({ removable: false });
    expect((await (await opened(url)).close?.())?.join()).toContain(
      'say how one is removed with --issue-remove',
    );
  });

  test('of which there are too few for the plan make it smaller', async () => {
    const { url, seen } = await issuer({ most: 300 });
    const supply = await opened(url);
    const { plan, note } = await planSupplied(
      {
        arm: 'credential',
        profile: 'quick',
        capacity: 2_000,
        credentialBytes: 40,
        mostIdentities: supply.most,
      },
      supply,
    );
    expect(seen.issued).toBe(300);
    expect(plan.identities).toBeGreaterThan(250);
    expect(plan.identities).toBeLessThan(300);
    expect(note).toContain(`The credentials suffice for ${plan.identities} identities`);
    await supply.close?.();
  });

  test('are removed when the issuing fails or the answer has none', async () => {
    const { url } = await issuer({ most: 3 });
    await expect(opened(url)).rejects.toMatchObject({
      code: 'credential-source-failed',
      message: expect.stringContaining('POST /keys answered 409'),
    });
    await served?.close();
    const other = await issuer();
    await expect(opened(other.url, 'POST /keys {"name":"{uuid}"} -> $.token')).rejects.toThrow(
      'The answer of POST /keys has nothing at $.token.',
    );
    await expect(opened(other.url, ISSUE, { headers: {} })).rejects.toThrow('given with -H');
  });

  test.each(['', 'POST /keys', 'POST keys -> $.key', 'FETCH /keys -> $.key', 'POST /keys -> key'])(
    '%j is no request that issues one',
    (text) => {
      expect(() => parseIssue(text)).toThrow(expect.objectContaining({ code: 'bad-option' }));
    },
  );

  test('come from the consented host alone, and from one source', () => {
    const base = { url: 'http://api.example/me', consentHost: 'api.example' };
    for (const [change, code] of [
      [{ issue: 'POST http://other.example/keys -> $.key' }, 'consent-missing'],
      [{ issue: 'POST /keys -> $.key', issueRemove: 'DELETE //other.example/{id}' }, 'consent-missing'],
      [{ issue: 'POST /keys -> $.key', issueRemove: 'DELETE' }, 'bad-option'],
      [{ issue: 'POST /keys -> $.key', template: '{uuid}' }, 'bad-option'],
    ] as const)
      expect(() => checkOptions({ ...base, ...change })).toThrow(expect.objectContaining({ code }));
  });
});
