import { afterEach, expect, test } from 'vitest';
import { onBoth } from './databases.ts';
import {
  addRule,
  addWebhook,
  alertsOf,
  deliveriesOf,
  findingAt,
  HOUR,
  monitored,
  quiet,
  resultWith,
  upload,
  V1,
} from './monitored.ts';
import { addApi, over, startScan } from './serving.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

onBoth('alerts', (database) => {
  test('of what is new: once, with new places and what is back, and not of what is accepted', async () => {
    const { client, receiver, log } = await monitored(database, ends);
    const channel = await addWebhook(client, receiver.url);
    await addRule(client, { type: 'new-finding', severity: 'high' }, [channel.id], { repeatMinutes: 0 });
    const low = findingAt(2, { severity: 'low' });
    await upload(client, resultWith([findingAt(1), low]));
    const [first] = await alertsOf(client, 1);
    expect(first).toMatchObject({
      type: 'new-finding',
      title: 'http://127.0.0.1:9/shop: 1 new finding, high',
      rule: { name: 'Rule' },
      before: null,
      now: { grade: 'C', score: 79 },
      items: [{ key: 'finding-1', severity: 'high', where: 'GET /users/{id}' }],
      more: 0,
    });
    const [got] = await receiver.got(1);
    const [delivery] = await deliveriesOf(client, channel.id, [{ status: 'sent' }]);
    expect(JSON.parse(got?.body ?? '')).toEqual({ delivery: delivery.id, alerts: [first] });
    // Nothing new.
    await upload(client, resultWith([findingAt(1), low]));
    // Another place of it.
    const [place] = findingAt(1).locations;
    const wider = findingAt(1, {
      locations: [
        ...findingAt(1).locations,
        { ...place, fingerprint: 'place-1b', url: 'x', method: 'GET', evidenceSummary: '' },
      ],
    });
    await upload(client, resultWith([wider, low]));
    await alertsOf(client, 2);
    // Fixed, and back.
    await upload(client, resultWith([low]));
    await upload(client, resultWith([findingAt(1), low]));
    const third = (await alertsOf(client, 3)).at(-1);
    expect(third.items).toMatchObject([{ key: 'finding-1' }]);
    // Nobody looked, and then it is found again: an old friend.
    await upload(client, { ...resultWith([low]), checks: [] });
    await upload(client, resultWith([findingAt(1), low]));
    const suppressed = { reason: 'moved away next week' };
    await upload(client, resultWith([findingAt(1), findingAt(3, { suppressed })]));
    await quiet();
    await alertsOf(client, 3);
    expect(log).toEqual([]);
  });

  test('of score, grade, coverage and certificate', async () => {
    const { client, receiver, clock } = await monitored(database, ends);
    const { id } = await addWebhook(client, receiver.url);
    const conditions = [
      { type: 'score-below', score: 70 },
      { type: 'grade-changed' },
      { type: 'grade-changed', direction: 'any' },
      { type: 'coverage-fell', points: 10 },
      { type: 'certificate-expires', days: 20 },
    ];
    for (const condition of conditions) await addRule(client, condition, [id], { name: condition.type });
    const scored = (grade: 'A' | 'B' | 'D' | null, value: number | null, coverage: number, days: number) => {
      const base = resultWith([]);
      const validTo = new Date(clock.now().getTime() + (days * 24 + 1) * HOUR * 1000).toISOString();
      return {
        ...base,
        score: { ...base.score, grade, value, coverage },
        surface: { ...base.surface, certificate: { validTo } },
      };
    };
    await upload(client, scored('B', 85, 0.9, 90));
    await upload(client, scored('B', 85, 0.85, 60));
    // Withheld: neither better nor worse.
    await upload(client, scored(null, null, 0.3, 30));
    await upload(client, scored('D', 62, 0.85, 19));
    const alerts = await alertsOf(client, 5);
    const titles = alerts.map(({ type, title }: never) => [type, `${title}`.replace(/^.*shop: /, '')]);
    const day = new Date(clock.now().getTime() + (19 * 24 + 1) * HOUR * 1000).toISOString().slice(0, 10);
    expect(titles.sort()).toEqual([
      ['certificate-expires', `the certificate expires in 19 days, on ${day}`],
      ['coverage-fell', 'coverage fell from 85 % to 30 %'],
      ['grade-changed', 'the grade went from B to D'],
      ['grade-changed', 'the grade went from B to D'],
      ['score-below', 'the score is 62, under 70'],
    ]);
    await upload(client, scored('A', 95, 0.9, 90));
    expect((await alertsOf(client, 6)).at(-1)).toMatchObject({
      title: expect.stringContaining('from D to A'),
    });
  });

  test('of a lost login, of memory that is kept, and of scans that failed', async () => {
    const { client, receiver } = await monitored(database, ends, { allow: ['127.0.0.1/32'] });
    const { id } = await addWebhook(client, receiver.url);
    for (const type of ['login-lost', 'memory-growth', 'scan-failed'])
      await addRule(client, { type }, [id], { label: type === 'scan-failed' ? 'watched' : null });
    const partial = 'the login of "ada" was lost after 40 requests: GET /me returns 401';
    await upload(client, resultWith([], { partial }));
    const [lost] = await alertsOf(client, 1);
    expect(lost).toMatchObject({ type: 'login-lost', items: [{ title: partial }] });
    const kept = findingAt(9, { rule: 'memory-kept-per-credential', severity: 'medium' });
    const retention = {
      format: 'middlebrick-retention-result' as const,
      version: 1 as const,
      target: 'x',
      mode: 'memory' as const,
      verdict: 'unbounded-growth' as const,
      arm: 'credential' as const,
      per: 'credential' as const,
      runtime: 'native' as const,
      source: 'x',
      profile: 'quick' as const,
      credentialBytes: 1,
      identities: 1,
      requests: 1,
      seconds: 1,
      pinnedBytes: 1,
      sigmaBytes: 1,
      reason: 'x',
      cwe: [],
      findings: [
        {
          id: 'memory-kept-per-credential' as const,
          title: 'x',
          severity: 'medium' as const,
          confidence: 'confirmed' as const,
          cwe: [],
          owasp: 'API4:2023' as const,
          evidence: 'x',
        },
      ],
      advice: [],
      phases: [],
      curve: [],
    };
    await upload(client, resultWith([kept], { retention }));
    expect((await alertsOf(client, 2)).at(-1)).toMatchObject({
      type: 'memory-growth',
      items: [{ key: 'finding-9', rule: 'memory-kept-per-credential' }],
    });
    // Nothing listens there.
    const watched = await addApi(client, 'http://127.0.0.1:1/watched', { labels: ['watched'] });
    const other = await addApi(client, 'http://127.0.0.1:1/other');
    expect(await over(client, await startScan(client, other))).toMatchObject({ status: 'failed' });
    const scan = await startScan(client, watched);
    expect(await over(client, scan)).toMatchObject({ status: 'failed' });
    const failed = (await alertsOf(client, 3)).at(-1);
    expect(failed).toMatchObject({ type: 'scan-failed', api: { id: watched }, now: { scan, grade: null } });
    expect(failed.items[0].title).toContain('127.0.0.1:1');
  });

  test('the same is not told again too soon, and older results tell nothing', async () => {
    const { client, receiver, clock } = await monitored(database, ends);
    const { id } = await addWebhook(client, receiver.url);
    await addRule(client, { type: 'score-below', score: 90 }, [id], { repeatMinutes: 120 });
    const old = resultWith([]);
    await upload(client, resultWith([]));
    await upload(client, resultWith([]));
    await upload(client, old);
    await alertsOf(client, 1);
    await quiet();
    await alertsOf(client, 1);
    clock.by(2 * HOUR);
    await upload(client, resultWith([]));
    await alertsOf(client, 2);
    expect((await receiver.got(2)).length).toBe(2);
  });

  test('quiet hours hold what happens in them, and end with one message', async () => {
    const { client, receiver, clock } = await monitored(database, ends, {}, '2026-11-27T22:30:00Z');
    const hours = { quietHours: { from: '23:00', to: '07:00' }, timeZone: 'Europe/Berlin' };
    const { id } = await addWebhook(client, receiver.url, hours);
    await addRule(client, { type: 'new-finding' }, [id]);
    for (const n of [1, 2, 3]) await upload(client, resultWith([findingAt(n)]));
    await alertsOf(client, 3);
    const held = { status: 'held', nextAttemptAt: '2026-11-28T06:00:00.000Z', messages: { length: 3 } };
    await deliveriesOf(client, id, [held]);
    expect(receiver.received).toEqual([]);
    clock.set('2026-11-28T06:00:01Z');
    await deliveriesOf(client, id, [{ status: 'sent', messages: { length: 3 } }]);
    expect(receiver.received.length).toBe(1);
    await upload(client, resultWith([findingAt(4)]));
    await deliveriesOf(client, id, [{ status: 'sent' }, { status: 'sent', messages: { length: 1 } }]);
  });

  test('digests gather, and what a receiver missed before the quiet hours waits for their end', async () => {
    const { client, receiver, clock } = await monitored(database, ends, {}, '2026-11-27T10:10:00Z');
    const { id } = await addWebhook(client, receiver.url, { digest: 'daily', digestAt: '18:30' });
    const night = { quietHours: { from: '11:00', to: '12:00' } };
    const at = await addWebhook(client, `${receiver.url}/at-once`, night);
    await addRule(client, { type: 'new-finding' }, [id, at.id]);
    receiver.behave(({ path }) => (path === '/at-once' ? 500 : 200));
    await upload(client, resultWith([findingAt(1)]));
    await deliveriesOf(client, at.id, [{ status: 'queued', attempts: 1 }]);
    clock.set('2026-11-27T11:30:00Z');
    await deliveriesOf(client, at.id, [
      { status: 'held', attempts: 1, nextAttemptAt: '2026-11-27T12:00:00.000Z' },
    ]);
    receiver.behave(200);
    clock.set('2026-11-27T12:00:00Z');
    await deliveriesOf(client, at.id, [{ status: 'sent', attempts: 2 }]);
    await upload(client, resultWith([findingAt(2)]));
    await deliveriesOf(client, id, [
      { status: 'held', nextAttemptAt: '2026-11-27T18:30:00.000Z', messages: { length: 2 } },
    ]);
    clock.set('2026-11-27T18:30:01Z');
    await deliveriesOf(client, id, [{ status: 'sent', attempts: 1 }]);
  });

  test('rules name what there is, and channels that they name stay', async () => {
    const { client, receiver } = await monitored(database, ends);
    const { id } = await addWebhook(client, receiver.url);
    const rule = await addRule(client, { type: 'scan-failed' }, [id]);
    const refused = [
      [{ channels: ['nobody'] }, 'unknown-channel'],
      [{ api: 'none' }, 'unknown-api'],
      [{ condition: { type: 'score-below' } }, 'invalid-request'],
      [{ condition: { type: 'full-moon' } }, 'invalid-request'],
      [{ channels: [] }, 'invalid-request'],
    ] as const;
    for (const [change, code] of refused)
      expect(await client.ask('PATCH', `${V1}/alert-rules/${rule.id}`, change)).toMatchObject({
        status: 400,
        body: { code },
      });
    expect(await client.ask('DELETE', `${V1}/channels/${id}`)).toMatchObject({
      status: 409,
      body: { code: 'in-use' },
    });
    expect(
      (await client.ask('PATCH', `${V1}/alert-rules/${rule.id}`, { enabled: false })).body,
    ).toMatchObject({
      enabled: false,
      condition: { type: 'scan-failed' },
    });
    expect((await client.ask('DELETE', `${V1}/alert-rules/${rule.id}`)).status).toBe(204);
    expect((await client.ask('DELETE', `${V1}/channels/${id}`)).status).toBe(204);
  });
});
