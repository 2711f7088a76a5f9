import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Visitor } from './browser-client.ts';
import { filled, signedIn } from './dashboard.ts';
import { onBoth } from './databases.ts';
import { addApi, type Served, served } from './serving.ts';

/** Words that would break out of one place or another. */
const HOSTILE = [
  '<script>document.title=1</script>',
  '"><img src=x onerror=alert(1)>',
  "'><svg onload=alert(1)>",
  '</title></style></textarea></select></noscript><script>alert(1)</script>',
  '\u202egnp.exe \u001b[31m &lt;b&gt; &#x3c;script&#x3e;',
  'javascript:alert(1)',
  '<!-- --><form action=//other.example><input name=csrf>',
];
const MOST_BYTES = 100_000;

onBoth('pages of the dashboard', (database) => {
  let server: Served;
  let visitor: Visitor;
  beforeAll(async () => {
    server = await served(await database.fresh(), { limits: { requests: 50_000, failures: 1_000 } });
    visitor = await signedIn(server.client);
  });
  afterAll(() => server.serving.stop());

  test('an empty dashboard says what to do', async () => {
    const { html } = await visitor.get('/');
    expect(html).toContain('href="/apis/new"');
    expect(html).toContain('middlebrick scan https://api.example.com --upload');
    expect((await visitor.get('/findings')).html).toContain('Nothing is open');
    expect((await visitor.get('/scans')).html).toContain('No scan here');
  });

  test('an API is added, changed and deleted, and what is wrong is said in the form', async () => {
    await visitor.get('/apis/new');
    const wrong = await visitor.send('/apis/new', { url: 'ftp://a.example', name: 'Kept <b>', mode: 'safe' });
    expect(wrong).toMatchObject({ status: 400, html: expect.stringContaining('Only http and https') });
    expect(wrong.html).toContain('value="Kept &lt;b&gt;"');
    const url = 'http://127.0.0.1:9/form';
    const added = await visitor.send('/apis/new', { url, name: 'Books', labels: 'a, b, a', mode: 'active' });
    expect(added).toMatchObject({ status: 200, html: expect.stringContaining('The API was added.') });
    const id = /\/apis\/([\w-]+)/.exec(added.path)?.[1] ?? '';
    const api = async () => (await server.client.ask('GET', `/api/v1/apis/${id}`)).body;
    expect(await api()).toMatchObject({
      url,
      name: 'Books',
      labels: ['a', 'b'],
      mode: 'active',
      owner: null,
    });
    await visitor.get('/apis/new');
    expect((await visitor.send('/apis/new', { url, mode: 'safe' })).html).toContain('There is an API at');
    await visitor.get(`/apis/${id}/edit`);
    await visitor.send(`/apis/${id}/edit`, { owner: 'Team', labels: '', mode: 'safe' });
    expect(await api()).toMatchObject({ name: 'Books', labels: [], mode: 'safe', owner: 'Team' });
    await visitor.get(`/apis/${id}/edit`);
    expect((await visitor.send(`/apis/${id}/delete`, { name: 'Book' })).status).toBe(400);
    const deleted = await visitor.send(`/apis/${id}/delete`, { name: 'Books' });
    expect(deleted.html).toContain('The API was deleted');
    expect((await server.client.ask('GET', `/api/v1/apis/${id}`)).status).toBe(404);
  });

  describe('what scans found', () => {
    test('is told on every page, in the terms of the API', async () => {
      const { api, scans, finding } = await filled(server.client, 'plain words', 'http://127.0.0.1:9/told');
      const overview = await visitor.get('/');
      expect(overview.html).toContain('Grade C, 70 of 100');
      expect(overview.html).toContain('Scores, oldest first: 60, 85, 70');
      // One of the two grave ones was accepted: counts and the worst are of what is open today.
      const { body: list } = await server.client.ask('GET', '/api/v1/overview?search=told');
      const { body: findings } = await server.client.ask('GET', `/api/v1/findings?api=${api}&open=true`);
      const counted = Object.values<number>(list.items[0].open).reduce((sum, count) => sum + count, 0);
      expect([counted, list.items[0].worst.id]).toEqual([findings.items.length, findings.items[0].id]);
      expect(list.items[0].open[findings.items[0].severity]).toBe(
        findings.items.filter((one: { severity: string }) => one.severity === findings.items[0].severity)
          .length,
      );
      const page = await visitor.get(`/apis/${api}`);
      for (const scan of scans) expect(page.html).toContain(`href="/scans/${scan}"`);
      expect(page.html).toContain('2 operations changed');
      expect(page.html).toContain('was denied');
      const compared = await visitor.get(`/compare?before=${scans[1]}&after=${scans[2]}`);
      expect(compared.html).toContain('New: 1');
      expect(compared.html).toContain('Regressed: 1');
      expect(compared.html).toContain('In both: 1');
      await visitor.get(`/findings/${finding}`);
      const reasonless = await visitor.send(`/findings/${finding}/state`, { state: 'false-positive' });
      expect(reasonless).toMatchObject({ status: 400, html: expect.stringContaining('Say why') });
      const set = await visitor.send(`/findings/${finding}/state`, {
        state: 'accepted',
        reason: 'not <i>now</i>',
      });
      expect(set.html).toContain('The state of the finding is saved.');
      expect(set.html).toContain('not &lt;i&gt;now&lt;/i&gt;');
      expect(set.html).toContain('by first start');
    });

    test.each(HOSTILE)('stays in its place: %j', async (words) => {
      const at = `http://127.0.0.1:9/${HOSTILE.indexOf(words)}`;
      const plain = await filled(server.client, 'plain words', `${at}/plain`);
      const hostile = await filled(server.client, words, `${at}/hostile`);
      for (const [index, path] of hostile.pages.entries()) {
        const page = await visitor.get(path);
        // What stands between quotes is a value: it was escaped, or the page has other elements than its twin.
        const names = page.html.replaceAll(/="[^"]*"/g, '=""');
        expect(names, path).not.toMatch(/<[^>]*\s(?:on[a-z]+|style)=/i);
        expect(page.html, path).not.toMatch(/<script(?! type="module" src="\/assets\/)/i);
        expect(page.html, path).not.toMatch(/href="(?:javascript|data):/i);
        expect(page.html, path).not.toMatch(/action="(?!\/(?!\/))/);
        if (!path.includes(hostile.api) && !/scans\/|compare|findings\//.test(path)) continue;
        // Element by element the same page as with plain words.
        const twin = await visitor.get(plain.pages[index] ?? '');
        expect([path, tags(page.html)]).toEqual([path, tags(twin.html)]);
      }
    });
  });

  test('every page is under one strict policy, and is kept by nobody', async () => {
    const { pages } = await filled(server.client, 'plain', 'http://127.0.0.1:9/policy');
    for (const path of [...pages, '/sign-in']) {
      const { headers } = await visitor.get(path);
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      );
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
    }
  });

  test('the first load is small, and what never changes is kept for ever', async () => {
    const { html } = await visitor.get('/');
    const assets = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '');
    expect(assets.length).toBe(3);
    let bytes = gzipSync(html).length;
    for (const path of assets) {
      const answer = await fetch(`${server.client.url}${path}`);
      expect(answer.headers.get('cache-control')).toContain('immutable');
      bytes += gzipSync(await answer.text()).length;
    }
    expect(bytes).toBeLessThan(MOST_BYTES);
  });

  test('whoever may only read sees no button that they may not press', async () => {
    const { api, scans, finding } = await filled(server.client, 'read only', 'http://127.0.0.1:9/read');
    const { body } = await server.client.ask('POST', '/api/v1/keys', { name: 'reader', scopes: ['read'] });
    const reader = await signedIn(server.client.as(body.key));
    for (const path of ['/', `/apis/${api}`, `/scans/${scans[2]}`, `/findings/${finding}`, '/account']) {
      const { status, html } = await reader.get(path);
      expect(status).toBe(200);
      const actions = [...html.matchAll(/method="post" action="([^"]+)"/g)].map(([, action]) => action);
      // Everybody may end sessions of their own.
      expect(actions.filter((action) => !/^\/account\/s/.test(`${action}`))).toEqual(['/sign-out']);
    }
  });

  test('the badge is shown to strangers where the API says so, and else there is none', async () => {
    const { api } = await filled(server.client, 'badge', 'http://127.0.0.1:9/badge');
    const ask = (id: string) => fetch(`${server.client.url}/badge/${id}.svg`);
    const shown = await ask(api);
    expect(shown.headers.get('content-type')).toBe('image/svg+xml');
    expect(shown.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(await shown.text()).toContain('API security: C 70/100');
    await server.client.ask('PATCH', `/api/v1/apis/${api}`, { publicBadge: false });
    const [hidden, absent] = [await ask(api), await ask('nothing')];
    expect([hidden.status, absent.status]).toEqual([404, 404]);
    expect(await hidden.text()).toBe(await absent.text());
    expect(
      await (await ask(await addApi(server.client, 'http://127.0.0.1:9/none', { publicBadge: true }))).text(),
    ).toContain('no grade');
  });

  test('a page that is not there, and one for whom nobody signed in', async () => {
    expect(await visitor.get('/no-such-page')).toMatchObject({ status: 404 });
    expect((await visitor.get('/apis/none')).html).toContain('There is no such API.');
    expect((await fetch(`${server.client.url}/scans`)).status).toBe(401);
    expect((await server.client.ask('GET', '/api/v1/nothing')).body).toMatchObject({ code: 'not-found' });
  });

  test('no page made the server fail', () => expect(server.log).toEqual([]));
});

function tags(page: string): string[] {
  return [...page.matchAll(/<\/?([a-zA-Z][a-zA-Z0-9]*)|<!--/g)].map(([tag]) => tag);
}
