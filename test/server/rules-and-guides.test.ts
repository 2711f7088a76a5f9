import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CATALOGUE } from '../../src/checks/index.ts';
import { PGLITE } from './databases.ts';
import type { Client, Served } from './serving.ts';
import { served } from './serving.ts';

let server: Served;
let client: Client;
beforeAll(async () => {
  server = await served(await PGLITE.fresh(), { role: 'all', limits: { requests: 5_000, failures: 100 } });
  client = server.client;
});
afterAll(() => server.serving.stop());

const get = (path: string) => client.ask('GET', `/api/v1${path}`);

/** Every page of a list. */
async function all(path: string): Promise<Record<string, string>[]> {
  const items: Record<string, string>[] = [];
  let cursor = '';
  for (;;) {
    const { status, body } = await get(`${path}${path.includes('?') ? '&' : '?'}limit=100${cursor}`);
    expect(status).toBe(200);
    items.push(...body.items);
    if (body.next === null) return items;
    cursor = `&cursor=${body.next}`;
  }
}

describe('rules', () => {
  test('all are listed once, in the order of checks', async () => {
    const rules = await all('/rules');
    const ids = CATALOGUE.flatMap((check) => check.rules.map(({ id }) => id));
    expect(rules.map(({ id }) => id)).toEqual(ids);
  });

  test('are found as people call them, by check and by severity', async () => {
    const found = await all('/rules?search=IDOR');
    expect(found.map(({ id }) => id)).toContain('foreign-object-served');
    expect((await all('/rules?search=CWE-89')).length).toBeGreaterThan(1);
    const grave = await all('/rules?check=bola&severity=high');
    expect(new Set(grave.map(({ severity }) => severity))).toEqual(new Set(['high']));
    expect(await all('/rules?search=no%20such%20words')).toEqual([]);
  });

  test('one says what it means', async () => {
    const { body } = await get('/rules/jwt-none-algorithm');
    expect(body).toMatchObject({
      id: 'jwt-none-algorithm',
      check: { id: 'authentication', owasp: expect.stringContaining('API2:2023') },
      cvss: { vector: expect.stringMatching(/^CVSS:4\.0\//), score: expect.any(Number) },
      needs: expect.any(Array),
    });
    expect((await get('/rules/none')).status).toBe(404);
  });
});

describe('guides', () => {
  test('every rule has one, and what each is made of is said', async () => {
    const guides = await all('/guides?framework=Actix%20Web&credential=jwt');
    expect(guides.length).toBe(CATALOGUE.flatMap(({ rules }) => rules).length);
    const leak = guides.find(({ rule }) => rule === 'memory-kept-per-credential');
    expect(leak).toMatchObject({ framework: 'actix', credential: 'jwt' });
    expect(leak?.pages).toContain('guides/memory-leak/any.md');
  });

  test('are searched by name and by text, with the line that holds the words', async () => {
    const { body } = await get('/guides?search=rate%20limit&limit=5');
    expect(body.items[0].rule).toBe('unlimited-requests');
    expect(body.frameworks).toMatchObject({ express: 'Express' });
    const byText = await all('/guides?search=bcrypt%20bytes');
    expect(byText[0]?.excerpt).toMatch(/bcrypt/i);
    // No word is cut: what stands between the marks of what was left out stands so in the guide, between blanks.
    const cut = byText.filter(({ excerpt }) => excerpt?.startsWith('… ') || excerpt?.endsWith(' …'));
    expect(cut.length).toBeGreaterThan(0);
    for (const { rule, excerpt } of cut) {
      const { markdown } = (await get(`/guides/${rule}`)).body;
      const words = (excerpt ?? '').replace(/^… /, ' ').replace(/ …$/, ' ');
      expect(markdown.replaceAll('`', '').replaceAll('**', '')).toContain(words);
    }
  });

  test('one is data, Markdown and HTML, for a framework and a kind of credential', async () => {
    const path = '/guides/unlimited-requests?framework=express';
    const { body } = await get(path);
    expect(body).toMatchObject({ rule: 'unlimited-requests', framework: 'express', credential: null });
    expect(body.fix).toContain('```');
    expect(body.html).toContain('<h2>Fix</h2>');
    const markdown = await get(`${path}&format=markdown`);
    expect(markdown.headers.get('content-type')).toContain('text/markdown');
    expect(markdown.text).toBe(body.markdown);
    const page = await get(`${path}&format=html`);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.text).toContain(body.html);
    expect(page.text).not.toMatch(/<script|href="http/);
    expect((await get('/guides/memory-leak')).body.rule).toBe('memory-kept-per-credential');
    const limiter = await get('/guides/memory-leak?framework=axum&container=limiter');
    expect(limiter.body).toMatchObject({ framework: 'axum', container: 'limiter' });
    expect(limiter.body.pages[0]).toMatch(/limiter/);
    expect((await get('/guides/none')).status).toBe(404);
  });

  test('for what none is written for is refused, with what there is', async () => {
    expect(await get('/guides?framework=cobol')).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('express') },
    });
    expect((await get('/guides/unlimited-requests?credential=smell')).status).toBe(400);
    expect((await get('/guides/memory-leak?container=bucket')).body.detail).toContain('limiter');
  });
});

test('the document says the scope of each operation, as it is enforced', async () => {
  const { body } = await client.as(undefined).ask('GET', '/openapi.json');
  expect(body.paths['/api/v1/keys'].post.security).toEqual([{ key: ['admin'] }]);
  expect(body.paths['/api/v1/scans'].post).toMatchObject({
    summary: 'Create scan',
    security: [{ key: ['scan'] }],
    description: expect.stringContaining('scope "scan"'),
  });
  const { body: made } = await client.ask('POST', '/api/v1/keys', { name: 'r', scopes: ['read'] });
  const reader = client.as(made.key);
  for (const [path, methods] of Object.entries(body.paths as Record<string, Record<string, Operation>>))
    for (const [method, { security }] of Object.entries(methods)) {
      const [scope] = security[0]?.key ?? [];
      const place = path.replace(/\{\w+\}/g, 'none');
      const { status } = await reader.ask(method.toUpperCase(), place, method === 'get' ? undefined : {});
      expect(`${method} ${path} ${status === 403}`).toBe(`${method} ${path} ${scope !== 'read'}`);
    }
});

interface Operation {
  readonly security: readonly { readonly key?: readonly string[] }[];
}

test('an address that is too long is refused', async () => {
  expect(await get(`/apis?label=${'x'.repeat(9_000)}`)).toMatchObject({
    status: 414,
    body: { code: 'url-too-long' },
  });
});
