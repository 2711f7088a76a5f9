import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Visitor, visitorOf } from './browser-client.ts';
import { onBoth } from './databases.ts';
import { startReceiver } from './receiver.ts';
import { addApi, type Served, served } from './serving.ts';

/** As a reader sees it: text alone, blanks as one. */
function textOf(html: string): string {
  return html
    .replace(/<(script|style)[^>]*>.*?<\/\1>/gs, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');
}

/** The addresses of forms and links of a page that begin so. */
function addressesIn(html: string, attribute: 'action' | 'href', start: string): string[] {
  return [...html.matchAll(new RegExp(` ${attribute}="(${start}[^"]*)"`, 'g'))].map(([, one = '']) => one);
}

onBoth('what a team sets up in the dashboard', (database) => {
  let server: Served;
  let admin: Visitor;
  let api: string;
  beforeAll(async () => {
    const encryptionKey = randomBytes(32).toString('base64');
    server = await served(await database.fresh(), { encryptionKey });
    admin = visitorOf(server.client.url);
    await admin.get('/sign-in');
    await admin.send('/sign-in', { key: server.client.key });
    api = await addApi(server.client, 'http://127.0.0.1:9/shop', {
      name: 'Shop <b>API</b>',
      labels: ['prod'],
    });
  });
  afterAll(() => server.serving.stop());

  test('empty lists say what to do', async () => {
    for (const [path, says] of [
      ['/schedules', 'No schedule yet'],
      ['/alerts', 'First say where alerts go.'],
      ['/channels', 'No channel yet'],
      ['/deliveries', 'Nothing was sent yet'],
      ['/credentials', 'No credential yet'],
    ] as const) {
      const { status, html } = await admin.get(path);
      expect(status, path).toBe(200);
      expect(textOf(html), path).toContain(says);
    }
  });

  test('a schedule: its next runs are shown before it is saved, and what is wrong stands at its field', async () => {
    await admin.get(`/schedules/new?api=${api}`);
    const shown = await admin.send('/schedules/new', {
      when: 'custom',
      cron: '30 3 * * 1-5',
      timeZone: 'Europe/Berlin',
      preview: 'on',
    });
    expect(shown.status).toBe(200);
    expect(shown.html.match(/<li>[^<]*03:30/g)).toHaveLength(5);
    expect((await server.client.ask('GET', '/api/v1/schedules')).body.items).toEqual([]);
    const refused = await admin.send('/schedules/new', {
      when: 'custom',
      cron: '0 0 31 2 *',
      timeZone: 'UTC',
    });
    expect(refused.status).toBe(400);
    expect(refused.html).toMatch(/<input[^>]* name="cron" value="0 0 31 2 \*"[^>]* aria-invalid="true"/);
    expect(textOf(refused.html)).toContain('"0 0 31 2 *" never runs: there is no such day.');
    const added = await admin.send('/schedules/new', {
      when: 'weekdays',
      timeZone: 'Europe/Berlin',
      name: 'Nightly',
    });
    expect(added.path).toBe('/schedules?notice=schedule-added');
    expect(textOf(added.html)).toContain('Monday to Friday at 03:00');
    const [{ id }] = (await server.client.ask('GET', '/api/v1/schedules')).body.items;

    const paused = await admin.send(`/schedules/${id}/pause`);
    expect(textOf(paused.html)).toContain('paused');
    const again = await admin.send(`/schedules/${id}/resume`);
    expect(textOf(again.html)).toContain('next 20');
    await admin.get(`/schedules/${id}`);
    await admin.send(`/schedules/${id}`, { when: 'weekly', quick: 'on' });
    expect((await server.client.ask('GET', `/api/v1/schedules/${id}`)).body).toMatchObject({
      preset: 'weekly',
      name: 'Nightly',
      enabled: true,
      settings: { quick: true },
    });
    await admin.get('/schedules');
    expect(textOf((await admin.send(`/schedules/${id}/delete`)).html)).toContain('No schedule yet');
  });

  test('a webhook: its secret is shown once, a test is sent, the log says what was answered, and it is sent again', async () => {
    const hooks = await startReceiver();
    await admin.get('/channels/new?kind=webhook');
    const made = await admin.send('/channels/new', {
      name: 'Team',
      url: `${hooks.url}/hook?token=sesame-open`,
    });
    expect(made.status).toBe(200);
    const secret = /data-copy="">([^<]+)</.exec(made.html)?.[1] ?? '';
    expect(secret.length).toBeGreaterThan(20);
    const [channel] = addressesIn(made.html, 'action', '/channels/').map((path) => path.split('/')[2]);
    const tested = await admin.send(`/channels/${channel}/test`);
    const delivery = tested.path.replace(/\?.*/, '');
    await expect
      .poll(async () => textOf((await admin.get(delivery)).html), { timeout: 60_000 })
      .toContain('sent to Team');
    const page = await admin.get(delivery);
    expect(textOf(page.html)).toContain('The test arrived: Team took it (200).');
    expect(textOf(page.html)).toMatch(/Attempts .* 200 after \d+ ms/);
    expect(textOf(page.html)).toContain('"type": "test"');
    await admin.send(`${delivery}/again`);
    await hooks.got(2, 60_000);
    const everything = [
      await admin.get('/channels'),
      await admin.get(`/channels/${channel}`),
      await admin.get('/deliveries'),
      page,
    ];
    for (const { html } of everything) expect(html).not.toMatch(new RegExp(`${secret}|sesame-open`));
    await admin.get(`/channels/${channel}`);
    await admin.send(`/channels/${channel}`, {
      name: 'Team <i>two</i>',
      digest: 'daily',
      quietFrom: '22:00',
      quietTo: '06:00',
    });
    expect((await server.client.ask('GET', `/api/v1/channels/${channel}`)).body).toMatchObject({
      name: 'Team <i>two</i>',
      digest: 'daily',
      quietHours: { from: '22:00', to: '06:00' },
    });
    const rotated = await admin.send(`/channels/${channel}/rotate`);
    expect(/data-copy="">([^<]+)</.exec(rotated.html)?.[1]).not.toBe(secret);
    await hooks.close();
  });

  test('an alert rule names channels, and says what is missing', async () => {
    const form = await admin.get('/alert-rules/new');
    const [box = ''] = [...form.html.matchAll(/name="(channel-[^"]+)"/g)].map(([, name]) => name);
    const refused = await admin.post('/alert-rules/new', {
      csrf: csrfIn(form.html),
      name: 'Grave',
      type: 'new-finding',
      severity: 'high',
      about: 'all',
      repeat: '24',
      enabled: 'on',
    });
    expect(refused.status).toBe(400);
    expect(textOf(refused.html)).toContain('Choose at least one.');
    await admin.get('/alert-rules/new');
    const added = await admin.send('/alert-rules/new', {
      name: 'Grave',
      type: 'score-below',
      severity: 'high',
      direction: 'worse',
      score: '80',
      about: 'label',
      label: 'prod',
      [box]: 'on',
    });
    expect(textOf(added.html)).toContain('score less than 80');
    const [rule] = (await server.client.ask('GET', '/api/v1/alert-rules')).body.items;
    expect(rule).toMatchObject({
      label: 'prod',
      condition: { type: 'score-below', score: 80 },
      repeatMinutes: 1_440,
    });
    // A channel that a rule names stays.
    await admin.get(`/channels/${rule.channels[0]}`);
    expect(textOf((await admin.send(`/channels/${rule.channels[0]}/delete`)).html)).toContain(
      'tells this channel',
    );
    await admin.get('/alerts');
    await admin.send(`/alert-rules/${rule.id}/delete`);
    await admin.get(`/channels/${rule.channels[0]}`);
    expect((await admin.send(`/channels/${rule.channels[0]}/delete`)).path).toBe(
      '/channels?notice=channel-deleted',
    );
  });

  test('a key: shown once, and revoked', async () => {
    await admin.get('/keys');
    const made = await admin.send('/keys', { name: 'pipeline', scope: 'read' });
    const key = /data-copy="">([^<]+)</.exec(made.html)?.[1];
    expect((await server.client.as(key).ask('GET', '/api/v1/me')).body).toMatchObject({ scopes: ['read'] });
    const list = await admin.get('/keys');
    expect(list.html).not.toContain(key);
    const [id] = key?.match(/(?<=mbk_)[0-9a-f]{12}/) ?? [];
    const revoked = await admin.send(`/keys/${id}/revoke`);
    expect(textOf(revoked.html)).toContain('Revoked keys (1)');
    expect((await server.client.as(key).ask('GET', '/api/v1/me')).status).toBe(401);
    // Else nobody could make keys any more.
    const [own] = server.client.key.match(/(?<=mbk_)[0-9a-f]{12}/) ?? [];
    expect(textOf((await admin.send(`/keys/${own}/revoke`)).html)).toContain('make another one first');
  });

  test('credentials go in and never come out; an API names them as its identities', async () => {
    await admin.get('/credentials/new?kind=api-key');
    const values = { name: 'Ann', place: 'header', keyName: 'X-Key', keyValue: 'open-sesame-1' };
    const added = await admin.send('/credentials/new', values);
    expect(textOf(added.html)).toContain('API key');
    const path = added.path.replace(/\?.*/, '');
    await admin.get('/credentials/new?kind=bearer');
    const twice = await admin.send('/credentials/new', { name: 'Ann', bearer: 'open-sesame-2' });
    expect(twice.status).toBe(400);
    expect(textOf(twice.html)).toContain('Another credential has that name.');
    await admin.send('/credentials/new', { name: 'Bob', bearer: 'open-sesame-2' });
    await admin.get(`${path}?kind=bearer`);
    const replaced = await admin.send(`${path}/value`, { bearer: 'open-sesame-3' });
    expect(textOf(replaced.html)).toContain('Bearer token');
    const pages = [added, twice, replaced, await admin.get('/credentials'), await admin.get(path)];
    for (const { html } of pages) expect(html).not.toContain('open-sesame');

    const items = (await server.client.ask('GET', '/api/v1/credentials')).body.items;
    const idOf = (name: string) => items.find((one: { name: string }) => one.name === name).id;
    const page = await admin.get(`/apis/${api}/identities`);
    expect(page.html).not.toContain('<b>API</b>');
    const two = { 'name-0': 'ann', 'credential-0': idOf('Ann'), 'role-0': 'user', 'name-1': 'bob' };
    const refused = await admin.send(`/apis/${api}/identities`, { ...two, 'credential-1': '' });
    expect(refused.html).toMatch(/<select id="f-credential-1"[^>]* aria-invalid="true"/);
    const roles = { 'rolename-0': 'user', 'may-0': 'GET /orders*\nPOST /orders' };
    const saved = await admin.send(`/apis/${api}/identities`, {
      ...two,
      ...roles,
      'credential-1': idOf('Bob'),
    });
    expect(saved.status).toBe(200);
    expect((await server.client.ask('GET', `/api/v1/apis/${api}/identities`)).body).toMatchObject({
      identities: [
        { name: 'ann', role: 'user', credential: idOf('Ann') },
        { name: 'bob', role: null },
      ],
      roles: { user: ['GET /orders*', 'POST /orders'] },
    });
    expect(textOf((await admin.get(path)).html)).toContain('An API uses it');
  });

  test('guides are found by words, framework and credential', async () => {
    const all = await admin.get('/guides');
    expect(addressesIn(all.html, 'href', '/guides/').length).toBeGreaterThan(20);
    const found = await admin.get('/guides?search=BOLA&framework=fastapi&credential=jwt');
    const [first = ''] = addressesIn(found.html, 'href', '/guides/');
    expect(first).toContain('framework=fastapi&amp;credential=jwt');
    const guide = await admin.get(first.replaceAll('&amp;', '&'));
    expect(guide.status).toBe(200);
    expect(guide.html.match(/<h1/g)).toHaveLength(1);
    expect(textOf(guide.html)).toMatch(/CWE-\d+/);
    expect(textOf((await admin.get('/guides?search=xyzzyplugh')).html)).toContain(
      'No guide holds these words',
    );
    expect((await admin.get('/guides/no-such-rule')).status).toBe(404);
  });

  test('whoever may only read sees no form, and no page for administrators', async () => {
    const { body } = await server.client.ask('POST', '/api/v1/keys', { name: 'reader', scopes: ['read'] });
    const reader = visitorOf(server.client.url);
    await reader.get('/sign-in');
    await reader.send('/sign-in', { key: body.key });
    for (const path of [
      '/schedules',
      '/alerts',
      '/channels',
      '/deliveries',
      '/guides',
      `/apis/${api}/identities`,
    ]) {
      const { status, html } = await reader.get(path);
      expect(status, path).toBe(200);
      expect(
        [...html.matchAll(/<form method="post" action="([^"]+)"/g)].map(([, action]) => action),
        path,
      ).toEqual(['/sign-out']);
    }
    for (const path of ['/keys', '/credentials', '/settings', '/audit'])
      expect((await reader.get(path)).status, path).toBe(403);
  });

  test('settings: what is wrong stands at its field; old data is removed on demand', async () => {
    await admin.get('/settings');
    const refused = await admin.send('/settings', { results: '0' });
    expect(refused.status).toBe(400);
    expect(refused.html).toMatch(/name="results" value="0"[^>]* aria-invalid="true"/);
    expect(textOf(refused.html)).toContain('At least 1.');
    await admin.get('/settings');
    await admin.send('/settings', { results: '90', runningScans: '4', rate: '2.5' });
    expect((await server.client.ask('GET', '/api/v1/settings')).body).toMatchObject({
      retention: { results: 90, audit: 730 },
      quotas: { runningScans: 4 },
      defaults: { rate: 2.5 },
    });
    expect((await admin.send('/settings/purge')).path).toBe('/settings?notice=purged');
  });

  test('the audit log says who did what, and can be narrowed', async () => {
    const all = textOf((await admin.get('/audit')).html);
    for (const words of [
      'Changed the settings quotas, ',
      'quotas, running scans: 4',
      'Replaced the value of a credential',
      'Revoked an API key pipeline',
      'condition: score less than 80',
    ])
      expect(all).toContain(words);
    expect(all).not.toMatch(/[{}[\]]/);
    expect(all).not.toContain('open-sesame');
    const some = textOf((await admin.get('/audit?about=key')).html);
    expect(some).toContain('Revoked an API key');
    expect(some).not.toContain('Changed the settings');
    expect(textOf((await admin.get('/audit?from=2000-01-01&to=2000-01-01')).html)).toContain('No entry fits');
  });

  test('ownership: the text to publish, and what the look for it found', async () => {
    const links = addressesIn((await admin.get(`/apis/${api}`)).html, 'href', `/apis/${api}/`);
    expect(links).toEqual(expect.arrayContaining([`/apis/${api}/identities`, `/apis/${api}/ownership`]));
    const local = textOf((await admin.get(`/apis/${api}/ownership`)).html);
    expect(local).toContain('not needed');
    const other = await addApi(server.client, 'http://10.1.2.3/', { name: 'Elsewhere' });
    const page = await admin.get(`/apis/${other}/ownership`);
    expect(textOf(page.html)).toContain('not proven');
    const begun = await admin.send(`/apis/${other}/ownership`);
    expect(textOf(begun.html)).toContain('http://10.1.2.3/.well-known/middlebrick.txt');
    const checked = await admin.send(`/apis/${other}/ownership/check`);
    expect(checked.status).toBe(200);
    expect(textOf(checked.html)).toContain('not proven');
  });

  test('nothing made the server fail', () => expect(server.log).toEqual([]));
});

function csrfIn(html: string): string {
  return /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
}
