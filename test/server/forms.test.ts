import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Visitor } from './browser-client.ts';
import { signedIn } from './dashboard.ts';
import { onBoth } from './databases.ts';
import { addApi, type Served, served } from './serving.ts';

onBoth('forms that are sent twice, or late', (database) => {
  let server: Served;
  let visitor: Visitor;
  let other: Visitor;
  let api: string;
  beforeAll(async () => {
    server = await served(await database.fresh(), { role: 'all', slots: 0 });
    visitor = await signedIn(server.client);
    other = await signedIn(server.client);
    api = await addApi(server.client, 'http://127.0.0.1:9/forms', { name: 'Forms' });
  });
  afterAll(() => server.serving.stop());
  const got = async (path: string) => (await server.client.ask('GET', `/api/v1${path}`)).body;

  test('a double click adds one API, one schedule, and starts one scan', async () => {
    await visitor.get('/apis/new');
    const texts = { url: 'http://127.0.0.1:9/twice', name: 'Twice', mode: 'safe' };
    const [one, two] = await Promise.all([
      visitor.send('/apis/new', texts),
      visitor.send('/apis/new', texts),
    ]);
    expect([one.path, one.status]).toEqual([two.path, 200]);
    await visitor.get(`/apis/${api}`);
    const scans = await Promise.all([1, 2].map(() => visitor.send(`/apis/${api}/scan`)));
    expect(new Set(scans.map(({ path }) => path)).size).toBe(1);
    expect((await got(`/scans?api=${api}`)).items).toHaveLength(1);
    await visitor.get(`/schedules/new?api=${api}`);
    const nightly = { when: 'daily', timeZone: 'UTC', name: 'Nightly' };
    await Promise.all([1, 2].map(() => visitor.send('/schedules/new', nightly)));
    expect((await got(`/schedules?api=${api}`)).items).toHaveLength(1);
    // The form drawn anew is another one.
    await visitor.get(`/schedules/new?api=${api}`);
    await visitor.send('/schedules/new', nightly);
    expect((await got(`/schedules?api=${api}`)).items).toHaveLength(2);
  });

  test.each([
    [
      'an API',
      (): string => `/apis/${api}/edit`,
      { name: 'Forms', mode: 'safe', owner: 'one' },
      { owner: 'two' },
    ],
    ['settings', (): string => '/settings', { audit: '700' }, { audit: '600' }],
    [
      'identities',
      (): string => `/apis/${api}/identities`,
      { 'rolename-0': 'a', 'may-0': 'GET /a' },
      { 'rolename-0': 'b' },
    ],
  ] as const)(
    'a form of %s that is old by now overwrites nothing, until it is sent knowingly',
    async (_what, path, mine, theirs) => {
      await visitor.get(path());
      await other.get(path());
      expect((await other.send(path(), { ...mine, ...theirs })).status).toBe(200);
      const refused = await visitor.send(path(), mine);
      expect(refused).toMatchObject({
        status: 400,
        html: expect.stringContaining('Somebody changed this meanwhile.'),
      });
      // With what was given.
      for (const value of Object.values(mine)) expect(refused.html).toContain(value);
      expect((await visitor.send(path(), mine)).path).toContain('notice=');
    },
  );

  test('a mistake in the form does not make it newer', async () => {
    await visitor.get('/settings');
    await other.get('/settings');
    await other.send('/settings', { audit: '500' });
    expect((await visitor.send('/settings', { audit: 'many' })).html).toContain('Give a number.');
    expect((await visitor.send('/settings', { audit: '400' })).html).toContain(
      'Somebody changed this meanwhile.',
    );
    expect((await got('/settings')).retention.audit).toBe(500);
  });

  test('nothing made the server fail', () => expect(server.log).toEqual([]));
});
