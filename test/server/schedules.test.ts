import { afterEach, expect, test } from 'vitest';
import { onBoth, onPostgres, POSTGRESQL } from './databases.ts';
import type { Client, Served } from './serving.ts';
import { addApi, over, served } from './serving.ts';
import { testClock } from './test-clock.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const V1 = '/api/v1';
/** Longer than a schedule that is due has to wait. */
const LOOKED_MS = 2_500;
const looked = () => new Promise((resolve) => setTimeout(resolve, LOOKED_MS));
/** Nobody listens there: a scan of it ends at once. */
const NOWHERE = 'http://127.0.0.1:9';

async function addSchedule(client: Client, api: string, more: object = {}) {
  const settings = { maxSeconds: 5, quick: true };
  const given = { api, preset: 'daily', settings, ...more };
  const { status, body, text } = await client.ask('POST', `${V1}/schedules`, given);
  expect(status, text).toBe(201);
  return body;
}

async function scansOf({ client }: Pick<Served, 'client'>, api: string) {
  const { body } = await client.ask('GET', `${V1}/scans?api=${api}&limit=200`);
  return body.items as { id: string; schedule: string | null; status: string }[];
}

/** Waits for so many. */
async function ran(server: Pick<Served, 'client'>, api: string, count: number, withinMs = 20_000) {
  const late = Date.now() + withinMs;
  for (;;) {
    const scans = await scansOf(server, api);
    if (scans.length >= count || Date.now() > late) {
      expect(scans.length).toBe(count);
      return scans;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function scheduleOf({ client }: Pick<Served, 'client'>, id: string) {
  return (await client.ask('GET', `${V1}/schedules/${id}`)).body;
}

onBoth('schedules', (database) => {
  test('are made, shown, changed and removed', async () => {
    const clock = testClock('2026-11-27T12:00:00Z');
    const { serving, client } = await served(await database.fresh(), { now: clock.now });
    ends.push(serving.stop);
    const api = await addApi(client, NOWHERE);
    const timing = { preset: 'weekdays', timeZone: 'Europe/Berlin' };
    const days = [30, 31, 32, 33, 34].map((day) => new Date(Date.UTC(2026, 10, day, 2)).toISOString());
    expect((await client.ask('POST', `${V1}/schedules/preview`, timing)).body).toEqual({
      cron: '0 3 * * 1-5',
      timeZone: 'Europe/Berlin',
      nextRuns: days,
    });
    const made = await addSchedule(client, api, { ...timing, name: 'At night' });
    expect(made).toMatchObject({
      api,
      ...timing,
      name: 'At night',
      enabled: true,
      catchUp: 'once',
      nextRuns: days,
    });
    const { headers } = await client.ask('GET', `${V1}/schedules/${made.id}`);
    const tag = { 'if-match': headers.get('etag') ?? '' };
    const change = (body: object, more = {}) => client.ask('PATCH', `${V1}/schedules/${made.id}`, body, more);
    const paused = await change({ enabled: false }, tag);
    expect(paused.body).toMatchObject({ enabled: false, nextRuns: [], nextRunAt: null });
    expect(await change({ enabled: true }, tag)).toMatchObject({ status: 412 });
    const moved = await change({ enabled: true, cron: '15 4  1 * *', jitterSeconds: 600 });
    expect(moved.body).toMatchObject({ cron: '15 4 1 * *', preset: null, timeZone: 'Europe/Berlin' });
    const jitter = Date.parse(moved.body.nextRunAt) - Date.parse('2026-12-01T03:15:00Z');
    expect(jitter).toBeGreaterThanOrEqual(0);
    expect(jitter).toBeLessThanOrEqual(600_000);
    const refused = [
      [{ cron: '0 0 31 2 *' }, 'never runs'],
      [{ cron: '*/2 * * * *' }, 'at least 5 minutes'],
      [{ timeZone: 'Europe/Atlantis' }, 'is no time zone'],
      [{ cron: '0 3 * * *', preset: 'daily' }, 'either'],
      [{ mode: 'active' }, 'safe scans only'],
      [{ jitterSeconds: -1 }, 'jitterSeconds'],
      [{ catchUp: 'all' }, 'catchUp'],
    ] as const;
    for (const [body, says] of refused) {
      const answer = await change(body);
      expect(answer).toMatchObject({ status: 400, body: { detail: expect.stringContaining(says) } });
    }
    const list = await client.ask('GET', `${V1}/schedules?api=${api}`);
    expect(list.body.items.map(({ id }: { id: string }) => id)).toEqual([made.id]);
    expect((await client.ask('DELETE', `${V1}/schedules/${made.id}`)).status).toBe(204);
    expect((await client.ask('GET', `${V1}/schedules/${made.id}`)).status).toBe(404);
  });

  test('run when they are due, once, and not over another scan of the API', async () => {
    const clock = testClock('2026-11-27T02:59:00Z');
    const server = await served(await database.fresh(), { now: clock.now, slots: 1 });
    ends.push(server.serving.stop);
    const api = await addApi(server.client, NOWHERE);
    const { id } = await addSchedule(server.client, api);
    await looked();
    expect(await scansOf(server, api)).toEqual([]);
    clock.set('2026-11-27T03:00:00Z');
    const [scan] = await ran(server, api, 1);
    await over(server.client, scan?.id ?? '');
    expect(scan).toMatchObject({ schedule: id });
    expect(await scheduleOf(server, id)).toMatchObject({
      lastScan: scan?.id,
      nextRunAt: '2026-11-28T03:00:00.000Z',
      skipped: 0,
    });
    // Set back, to a time before: what has run is known.
    clock.set('2026-11-27T02:59:59Z');
    await looked();
    expect((await scansOf(server, api)).length).toBe(1);
    // Two at the same time: the second finds that the first waits or runs.
    const other = await addApi(server.client, `${NOWHERE}/other`);
    const two = [await addSchedule(server.client, other), await addSchedule(server.client, other)];
    clock.set('2026-11-28T03:00:00Z');
    await ran(server, api, 2);
    await ran(server, other, 1);
    await looked();
    await ran(server, other, 1);
    const both = await Promise.all(two.map((one) => scheduleOf(server, one.id)));
    expect(both.map(({ skipped }) => skipped).sort()).toEqual([0, 1]);
    expect(both.find(({ skipped }) => skipped === 1).lastSkip.reason).toContain('was waiting or running');
    expect(server.log).toEqual([]);
  });

  test('what was missed while nobody ran is made once, or left out', async () => {
    const place = await database.fresh();
    const clock = testClock('2026-11-27T12:00:00Z');
    const first = await served(place, { now: clock.now });
    const [once, skip] = [await addApi(first.client, NOWHERE), await addApi(first.client, `${NOWHERE}/skip`)];
    const schedules = [
      await addSchedule(first.client, once, { catchUp: 'once' }),
      await addSchedule(first.client, skip, { catchUp: 'skip' }),
    ];
    const { client } = first;
    await first.serving.stop();
    clock.set('2026-11-30T12:00:00Z');
    const second = await served(place, { now: clock.now });
    ends.push(second.serving.stop);
    const server = { client: second.client.as(client.key) };
    await ran(server, once, 1);
    await looked();
    expect((await scansOf(server, skip)).length).toBe(0);
    const shown = await Promise.all(schedules.map(({ id }) => scheduleOf(server, id)));
    expect(shown).toMatchObject([
      { skipped: 2, nextRunAt: '2026-12-01T03:00:00.000Z' },
      {
        skipped: 3,
        nextRunAt: '2026-12-01T03:00:00.000Z',
        lastSkip: { reason: 'No worker ran when it was due.' },
      },
    ]);
  });

  test('a clock that was a month ahead, and is not any more, stops no schedule', async () => {
    const place = await database.fresh();
    const clock = testClock('2026-11-27T12:00:00Z');
    const first = await served(place, { now: clock.now });
    const api = await addApi(first.client, NOWHERE);
    const { id } = await addSchedule(first.client, api);
    clock.set('2026-12-27T12:00:00Z');
    const [scan] = await ran(first, api, 1);
    await over(first.client, scan?.id ?? '');
    await first.serving.stop();
    clock.set('2026-11-27T12:01:00Z');
    const second = await served(place, { now: clock.now });
    ends.push(second.serving.stop);
    const server = { client: second.client.as(first.client.key) };
    await looked();
    expect(await scheduleOf(server, id)).toMatchObject({ nextRunAt: '2026-11-28T03:00:00.000Z' });
    clock.set('2026-11-28T03:00:00Z');
    await ran(server, api, 2);
    expect(second.log).toEqual([expect.stringContaining('days ahead')]);
  });

  test('nothing runs of a schedule that is paused, or whose API is gone', async () => {
    const clock = testClock('2026-11-27T02:59:00Z');
    const server = await served(await database.fresh(), { now: clock.now });
    ends.push(server.serving.stop);
    const api = await addApi(server.client, NOWHERE);
    await addSchedule(server.client, api, { enabled: false });
    const gone = await addApi(server.client, `${NOWHERE}/gone`);
    await addSchedule(server.client, gone);
    expect((await server.client.ask('DELETE', `${V1}/apis/${gone}`)).status).toBe(204);
    clock.by(86_400);
    await looked();
    expect((await server.client.ask('GET', `${V1}/scans`)).body.items).toEqual([]);
    expect(server.log).toEqual([]);
  });
});

onPostgres('several workers', () => {
  test('start each run once', async () => {
    const place = await POSTGRESQL.fresh();
    const clock = testClock('2026-11-27T02:59:00Z');
    const web = await served(place, { now: clock.now, role: 'web' });
    ends.push(web.serving.stop);
    const apis: string[] = [];
    for (let n = 0; n < 120; n += 1) {
      const api = await addApi(web.client, `${NOWHERE}/${n}`);
      apis.push(api);
      await addSchedule(web.client, api, { jitterSeconds: n % 2 });
    }
    for (let n = 0; n < 3; n += 1) {
      // They find what is due, and have no hands to scan.
      const worker = await served(place, { now: clock.now, role: 'worker', slots: 0 });
      ends.push(worker.serving.stop);
    }
    clock.set('2026-11-27T03:00:01Z');
    for (const api of apis) await ran(web, api, 1);
    await looked();
    const { body } = await web.client.ask('GET', `${V1}/scans?limit=200`);
    expect(body.items.length).toBe(120);
    expect(new Set(body.items.map(({ api }: { api: string }) => api)).size).toBe(120);
  });
});
