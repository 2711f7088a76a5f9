import { afterAll, beforeAll, expect, test } from 'vitest';
import { visitorOf } from './browser-client.ts';
import { onBoth } from './databases.ts';
import { type Served, served } from './serving.ts';

const PASSWORD = 'correct horse battery staple';

onBoth('signing in', (database) => {
  let server: Served;
  beforeAll(async () => {
    server = await served(await database.fresh());
  });
  afterAll(() => server.serving.stop());
  const visitor = (more: Record<string, string> = {}) => visitorOf(server.client.url, more);

  test('the first key opens the dashboard, which asks for a password; from then on that does', async () => {
    const first = visitor();
    expect((await first.get('/apis/new')).path).toBe('/sign-in?next=%2Fapis%2Fnew');
    const account = await first.send('/sign-in?next=%2Fapis%2Fnew', { key: server.client.key });
    expect(account).toMatchObject({ status: 200, path: '/account' });
    expect(await first.send('/account/password', { password: 'short', again: 'short' })).toMatchObject({
      status: 400,
      html: expect.stringContaining('15 characters or more'),
    });
    const other = await first.send('/account/password', { password: PASSWORD, again: `${PASSWORD}s` });
    expect(other.html).toContain('The two new passwords differ.');
    const set = await first.send('/account/password', { password: PASSWORD, again: PASSWORD });
    expect(set.html).toContain('The password is set.');

    const second = visitor();
    await second.get('/sign-in');
    expect((await second.send('/sign-in', { password: 'correct horse battery' })).status).toBe(401);
    expect(await second.send('/sign-in', { password: PASSWORD })).toMatchObject({ status: 200, path: '/' });
    const left = await second.send('/sign-out');
    expect(left).toMatchObject({
      path: '/sign-in?notice=signed-out',
      html: expect.stringContaining('You are signed out.'),
    });
    expect((await second.get('/')).path).toBe('/sign-in');
  });

  test('a new password ends the sessions of the old one', async () => {
    const [one, two] = [visitor(), visitor()];
    for (const each of [one, two]) {
      await each.get('/sign-in');
      await each.send('/sign-in', { password: PASSWORD });
    }
    await one.get('/account');
    const texts = { current: 'not the one that holds', password: `${PASSWORD}!`, again: `${PASSWORD}!` };
    expect((await one.send('/account/password', texts)).html).toContain('The current password is not right.');
    expect((await one.send('/account/password', { ...texts, current: PASSWORD })).path).toBe(
      '/sign-in?notice=password-set',
    );
    expect((await two.get('/')).path).toBe('/sign-in');
  });

  test('somebody sees where they are signed in, and signs out elsewhere, or everywhere', async () => {
    const phone = visitor({
      'user-agent': 'Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36',
    });
    const desk = visitor({ 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0' });
    const { body } = await server.client.ask('POST', '/api/v1/keys', { name: 'Ann', scopes: ['read'] });
    for (const each of [phone, desk, visitor()]) {
      await each.get('/sign-in');
      await each.send('/sign-in', { key: body.key });
    }
    const { html } = await desk.get('/account');
    expect(html).toContain('Chrome on Android');
    expect(html).toMatch(/Firefox on Linux <span class="pill good">this one/);
    const ends = [...html.matchAll(/action="(\/account\/sessions\/\w+\/end)"/g)].map(
      ([, path]) => path ?? '',
    );
    expect(ends).toHaveLength(3);
    const { body: own } = await server.client.as(body.key).ask('GET', '/api/v1/sessions');
    const ofPhone = own.items.find(({ agent }: { agent: string }) => agent.includes('Android'));
    expect(ofPhone).toMatchObject({ address: '127.0.0.1', current: false });
    // Nobody ends what is not theirs.
    expect((await server.client.ask('DELETE', `/api/v1/sessions/${ofPhone.id}`)).status).toBe(404);
    const ended = await desk.send(`/account/sessions/${ofPhone.id}/end`);
    expect(ended.html).toContain('That session is signed out.');
    expect((await phone.get('/')).path).toBe('/sign-in');
    expect((await desk.get('/')).path).toBe('/');
    await desk.get('/account');
    const left = await desk.send('/account/sign-out-everywhere');
    expect(left.html).toContain('You are signed out everywhere.');
    expect((await desk.get('/')).path).toBe('/sign-in');
    expect((await server.client.as(body.key).ask('GET', '/api/v1/sessions')).body.items).toEqual([]);
    const { body: audit } = await server.client.ask('GET', `/api/v1/audit?actor=${body.id}&action=session.`);
    expect(audit.items.slice(0, 2)).toMatchObject([
      { action: 'session.end-all', detail: { sessions: 2 } },
      { action: 'session.end', detail: { address: '127.0.0.1' } },
    ]);
  });

  test('cookies are of this host, unread by scripts, and encrypted where the connection is', async () => {
    const plain = visitor();
    await plain.get('/sign-in');
    await plain.send('/sign-in', { key: server.client.key });
    expect(plain.cookie()).toMatch(/^middlebrick_session=[\w-]{43}$/);
    const answer = await fetch(`${server.client.url}/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ key: server.client.key }),
      // Nobody said that a proxy is to be believed.
      headers: { 'x-forwarded-proto': 'https' },
    });
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^middlebrick_session=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/,
      ),
    ]);
  });

  test('what another site sends changes nothing', async () => {
    const signedIn = visitor();
    await signedIn.get('/sign-in');
    await signedIn.send('/sign-in', { key: server.client.key });
    const texts = { url: 'http://127.0.0.1:9/forged' };
    expect((await signedIn.post('/apis/new', texts)).status).toBe(403);
    const token = /name="csrf" value="([^"]+)"/.exec((await signedIn.get('/apis/new')).html)?.[1] ?? '';
    const others: Record<string, string>[] = [
      { origin: 'http://other.example' },
      { 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of others)
      expect((await signedIn.post('/apis/new', { ...texts, csrf: token }, headers)).status).toBe(403);
    // The token of one session opens no other.
    const another = visitor();
    await another.get('/sign-in');
    await another.send('/sign-in', { key: server.client.key });
    expect((await another.post('/apis/new', { ...texts, csrf: token })).status).toBe(403);
    expect((await signedIn.post('/sign-in', { key: 'x' }, { origin: 'http://other.example' })).status).toBe(
      403,
    );
    // The API, too, does nothing by a cookie alone.
    const asked = (headers: Record<string, string>) =>
      server.client
        .as(undefined)
        .ask('POST', '/api/v1/apis', texts, { cookie: signedIn.cookie(), ...headers });
    expect(await asked({})).toMatchObject({ status: 403, body: { code: 'csrf' } });
    expect((await asked({ 'x-csrf-token': token })).status).toBe(201);
    const { body } = await server.client
      .as(undefined)
      .ask('GET', '/api/v1/me', undefined, { cookie: signedIn.cookie() });
    expect(body).toMatchObject({ name: 'first start', scopes: ['admin'] });
  });

  test('a session ends with its key', async () => {
    const { body } = await server.client.ask('POST', '/api/v1/keys', {
      name: 'short-lived',
      scopes: ['read'],
    });
    const reader = visitor();
    await reader.get('/sign-in');
    await reader.send('/sign-in', { key: body.key });
    expect((await reader.get('/apis/new')).status).toBe(200);
    const refused = await reader.send('/apis/new', { url: 'http://127.0.0.1:9/reader' });
    expect(refused).toMatchObject({
      status: 403,
      html: expect.stringContaining('key of the scope &quot;scan&quot;'),
    });
    await server.client.ask('DELETE', `/api/v1/keys/${body.id}`);
    expect((await reader.get('/')).path).toBe('/sign-in');
  });

  test('nobody is led to another site', async () => {
    for (const next of ['//other.example', 'https://other.example', '/\\other.example']) {
      const to = visitor();
      await to.get(`/sign-in?next=${encodeURIComponent(next)}`);
      const answer = await fetch(`${server.client.url}/sign-in?next=${encodeURIComponent(next)}`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ key: server.client.key }),
      });
      expect(answer.headers.get('location')).toBe('/');
    }
  });

  test('guessing is stopped, also when all guesses come at once', async () => {
    const guesses = Array.from({ length: 25 }, (_, at) =>
      visitor().post('/sign-in', { key: `mbk_000000000000_${'A'.repeat(42)}${at % 10}` }),
    );
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(10);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(15);
    // That address has to wait, whatever it knows.
    const right = await visitor().post('/sign-in', { key: server.client.key });
    expect(right).toMatchObject({ status: 429, html: expect.stringContaining('Try again in') });
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('no page made the server fail', () => expect(server.log).toEqual([]));
});
