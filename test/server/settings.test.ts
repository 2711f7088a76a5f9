import { afterEach, expect, test } from 'vitest';
import { purge } from '../../src/server/purge.ts';
import { openStore } from '../../src/server/store/open-store.ts';
import { changeSettings, readSettings, takePurge } from '../../src/server/store/settings.ts';
import type { Store } from '../../src/server/store/store.ts';
import { onBoth } from './databases.ts';
import { addApi, over, served, startScan } from './serving.ts';

const V1 = '/api/v1';
const DAY_MS = 86_400_000;
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

onBoth('settings', (database) => {
  test('are changed by parts, and know what they change', async () => {
    const { serving, client } = await served(await database.fresh());
    ends.push(serving.stop);
    const { body: usual, headers } = await client.ask('GET', `${V1}/settings`);
    expect(usual).toMatchObject({
      retention: { results: 365 },
      quotas: { runningScans: 20 },
      defaults: { rate: null },
    });
    const change = (changes: object, tag?: string) =>
      client.ask('PATCH', `${V1}/settings`, changes, tag === undefined ? {} : { 'if-match': tag });
    const tag = headers.get('etag') ?? '';
    const changed = await change({ retention: { events: 7 }, defaults: { maxSeconds: 60, rate: 3 } }, tag);
    expect(changed.body).toEqual({
      ...usual,
      purgedAt: changed.body.purgedAt,
      retention: { ...usual.retention, events: 7 },
      defaults: { maxSeconds: 60, rate: 3 },
    });
    expect(await change({ retention: { events: 8 } }, tag)).toMatchObject({ status: 412 });
    expect((await change({ quotas: { waitingScans: 9 } })).body).toMatchObject({
      retention: { events: 7 },
      quotas: { scansPerDay: 5_000, waitingScans: 9 },
    });
    for (const wrong of [{ retention: { results: 0 } }, { quotas: { runningScans: 0 } }, { more: 1 }])
      expect((await change(wrong)).status).toBe(400);
    const { body: key } = await client.ask('POST', `${V1}/keys`, { name: 'scans', scopes: ['scan'] });
    expect((await client.as(key.key).ask('GET', `${V1}/settings`)).status).toBe(403);
  });

  test('quotas hold back one key, and no other', async () => {
    // Nothing is taken from the queue: a target that is never reached holds the only slot.
    const { serving, client, log } = await served(await database.fresh(), { slots: 1 });
    ends.push(serving.stop);
    const { body: key } = await client.ask('POST', `${V1}/keys`, { name: 'scans', scopes: ['scan'] });
    const scanner = client.as(key.key);
    const apis = await Promise.all([1, 2, 3].map((n) => addApi(client, `http://127.0.0.1:9/${n}`)));
    const scan = (who: typeof client, n = 0) => who.ask('POST', `${V1}/scans`, { api: apis[n], quick: true });
    await client.ask('PATCH', `${V1}/settings`, { quotas: { scansPerDay: 3 } });
    const together = await Promise.all([0, 1, 2, 0, 1].map((n) => scan(scanner, n)));
    expect(together.map(({ status }) => status).sort()).toEqual([202, 202, 202, 429, 429]);
    const over3 = together.find(({ status }) => status === 429);
    expect(over3?.body).toMatchObject({
      code: 'quota-exceeded',
      detail: expect.stringContaining('3 scans within 24 hours'),
    });
    expect(Number(over3?.headers.get('retry-after'))).toBeGreaterThan(86_000);
    expect((await scan(client)).status).toBe(202);

    await client.ask('PATCH', `${V1}/settings`, { quotas: { scansPerDay: 100, waitingScans: 1 } });
    const burst = await Promise.all(Array.from({ length: 8 }, () => scan(scanner)));
    const refused = burst.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(3);
    expect(refused[0]?.body.detail).toContain('1 scans waiting');
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(log).toEqual([]);
  });

  test('a key has no more scans under way than it may', async () => {
    const { serving, client } = await served(await database.fresh(), { slots: 3 });
    ends.push(serving.stop);
    await client.ask('PATCH', `${V1}/settings`, { quotas: { runningScans: 1 } });
    // Addresses that swallow what is sent to them: each scan lasts until it is cancelled.
    const { createServer } = await import('node:net');
    const urls: string[] = [];
    for (let n = 0; n < 2; n += 1) {
      const silent = createServer().listen(0, '127.0.0.1');
      await new Promise((resolve) => silent.once('listening', resolve));
      ends.push(async () => silent.close());
      urls.push(`http://127.0.0.1:${(silent.address() as { port: number }).port}/`);
    }
    const { body: key } = await client.ask('POST', `${V1}/keys`, { name: 'other', scopes: ['scan'] });
    const scans: string[] = [];
    for (const url of urls)
      scans.push(await startScan(client, await addApi(client, url), { maxSeconds: 60 }));
    const status = async () =>
      Promise.all(scans.map(async (id) => (await client.ask('GET', `${V1}/scans/${id}`)).body.status));
    const late = Date.now() + 30_000;
    while (!(await status()).includes('running') && Date.now() < late)
      await new Promise((done) => setTimeout(done, 100));
    await new Promise((done) => setTimeout(done, 2_500));
    expect((await status()).sort()).toEqual(['queued', 'running']);
    const own = await addApi(client, 'http://127.0.0.1:9/own');
    expect((await over(client, await startScan(client.as(key.key), own), 30_000)).status).toBe('failed');
    expect((await status()).sort()).toEqual(['queued', 'running']);
    for (const id of scans) await client.ask('POST', `${V1}/scans/${id}/cancel`);
    for (const id of scans) await over(client, id);
  });
});

onBoth('what is too old', (database) => {
  /** Scans of two APIs, so many days old, each with a result and events. */
  async function fill(store: Store): Promise<void> {
    for (const api of ['a', 'b']) {
      await store.db
        .insertInto('apis')
        .values({
          id: api,
          name: api,
          url: `http://${api}/`,
          spec_url: null,
          mode: 'safe',
          labels: '[]',
          owner: null,
          last_scan_id: null,
          last_scan_at: null,
        })
        .execute();
      for (const days of api === 'a' ? [1, 399, 401, 500] : [600, 700]) {
        const at = new Date(Date.now() - days * DAY_MS);
        const id = `${api}-${days}`;
        await store.db
          .insertInto('scans')
          .values({
            id,
            api_id: api,
            status: 'done',
            origin: 'x',
            source: 'server',
            mode: 'safe',
            options: '{}',
            created_by: null,
            created_at: at,
            started_at: at,
            finished_at: at,
            schedule_id: null,
            job_id: null,
            worker: null,
            heartbeat_at: null,
            cancel_requested_at: null,
            error: 'null',
            grade: 'A',
            score: 100,
            label: 'x',
            coverage: 1,
            partial: null,
            open: 'null',
            requests: 1,
            duration_ms: 1,
          })
          .execute();
        await store.db
          .insertInto('results')
          .values({ scan_id: id, bytes: 1, body: Buffer.from('x'), created_at: at })
          .execute();
        const events = Array.from({ length: 300 }, () => ({ scan_id: id, at, type: 'x', data: '{}' }));
        await store.db.insertInto('scan_events').values(events).execute();
      }
    }
    await alertAndSignIn(store);
    for (const days of [1, 800])
      await store.db
        .insertInto('audit')
        .values({
          at: new Date(Date.now() - days * DAY_MS),
          actor: 'x',
          action: `old.${days}`,
          subject: 'x',
          detail: '{}',
        })
        .execute();
  }

  /** Of an hour, a few weeks and a year ago. */
  async function alertAndSignIn(store: Store): Promise<void> {
    const rule = {
      condition: '{}',
      api_id: null,
      label: null,
      channels: '[]',
      enabled: true,
      created_by: null,
    };
    const forAYear = { ...rule, id: 'yearly', name: 'x', repeat_minutes: 366 * 24 * 60 };
    await store.db.insertInto('alert_rules').values(forAYear).execute();
    await store.db
      .insertInto('accounts')
      .values({ id: 'x', name: 'x', password: null, subject: null, scopes: '[]', last_used_at: null })
      .execute();
    for (const hours of [1, 24 * 20, 24 * 365]) {
      const at = new Date(Date.now() - (hours * DAY_MS) / 24);
      const alert = {
        id: `${hours}`,
        rule_id: 'gone',
        api_id: 'a',
        scan_id: 'x',
        message: '{}',
        created_at: at,
      };
      await store.db.insertInto('alerts').values(alert).execute();
      const told = { api_id: 'a', key: `${hours}`, told_at: at };
      await store.db
        .insertInto('alerts_told')
        .values([
          { ...told, rule_id: 'gone' },
          { ...told, rule_id: 'yearly' },
        ])
        .execute();
      await store.db
        .insertInto('sessions')
        .values({ hash: `${hours}`, account_id: 'x', key_id: null, created_at: at, seen_at: at })
        .execute();
      await store.db
        .insertInto('sign_in_failures')
        .values({ name: `${hours}`, began_at: at, used: 1 })
        .execute();
    }
  }

  test('is removed in batches and counted; the newest result of each API stays', async () => {
    const store = await openStore(await database.fresh(), { log: () => {}, lost: () => {} });
    ends.push(() => store.close());
    await fill(store);
    const { version } = await readSettings(store.db);
    await changeSettings(store.db, version, { retention: { results: 400 } });
    const counts = {
      results: 3,
      events: 1_500,
      audit: 1,
      deliveries: 0,
      idempotency: 0,
      alerts: 2,
      sessions: 5,
    };
    expect(await purge(store, 'server')).toEqual(counts);
    const left = await store.db.selectFrom('results').select('scan_id').orderBy('scan_id').execute();
    expect(left.map(({ scan_id }) => scan_id)).toEqual(['a-1', 'a-399', 'b-600']);
    const heads = await store.db.selectFrom('scans').select('id').execute();
    expect(heads).toHaveLength(6);
    const told = await store.db.selectFrom('alerts_told').select(['rule_id', 'key']).execute();
    // What a rule would not say again yet is remembered for as long.
    expect(told.map(({ rule_id, key }) => `${rule_id} ${key}`).sort()).toEqual([
      'gone 1',
      'gone 480',
      'yearly 1',
      'yearly 480',
      'yearly 8760',
    ]);
    const sessions = await store.db.selectFrom('sessions').select('hash').execute();
    expect(sessions).toEqual([{ hash: '1' }]);
    const [last] = await store.db.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(1).execute();
    expect(last).toMatchObject({ actor: 'server', action: 'data.purge', detail: counts });
    expect(await purge(store, 'server')).toMatchObject({ results: 0, events: 0, audit: 0 });
  });

  test('is looked for once a day, by one of all workers', async () => {
    const store = await openStore(await database.fresh(), { log: () => {}, lost: () => {} });
    ends.push(() => store.close());
    const taken = await Promise.all([1, 2, 3].map(() => takePurge(store.db)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await takePurge(store.db)).toBe(false);
    await store.db
      .updateTable('settings')
      .set({ purged_at: new Date(Date.now() - DAY_MS - 1_000) })
      .execute();
    expect(await takePurge(store.db)).toBe(true);
  });

  test('is removed at once where an administrator wants it, and said to be removed', async () => {
    const place = await database.fresh();
    const store = await openStore(place, { log: () => {}, lost: () => {} });
    await fill(store);
    await store.close();
    const { serving, client } = await served(place);
    ends.push(serving.stop);
    // The worker has looked already, as it does at its start.
    const late = Date.now() + 20_000;
    while ((await client.ask('GET', `${V1}/settings`)).body.purgedAt === null) {
      expect(Date.now()).toBeLessThan(late);
      await new Promise((done) => setTimeout(done, 100));
    }
    await client.ask('PATCH', `${V1}/settings`, { retention: { results: 100 } });
    const { status, body } = await client.ask('POST', `${V1}/settings/purge`);
    expect([status, Object.keys(body)]).toEqual([
      200,
      ['results', 'events', 'audit', 'deliveries', 'alerts', 'sessions', 'idempotency'],
    ]);
    expect(await client.ask('GET', `${V1}/scans/a-399/result`)).toMatchObject({
      status: 404,
      body: { code: 'result-removed' },
    });
    expect((await client.ask('GET', `${V1}/scans/a-399`)).body.score).toBe(100);
    const { body: audit } = await client.ask('GET', `${V1}/audit?action=data.purge`);
    expect(audit.items.length).toBeGreaterThanOrEqual(1);
  });
});
