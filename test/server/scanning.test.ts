import { afterEach, expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { demoApp } from '../../lab/demo/app.ts';
import { FORMATS } from '../../src/report/index.ts';
import { onBoth } from './databases.ts';
import { addApi, over, served, startScan } from './serving.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

onBoth('a team scans', (database) => {
  test('from the API to its grade, and again: the life of findings', async () => {
    const { serving, client, log } = await served(await database.fresh());
    ends.push(serving.stop);
    const demo = await serveLab(demoApp());
    ends.push(demo.close);

    const api = await addApi(client, demo.url, { name: 'Bookshop', labels: ['shop'] });
    const first = await startScan(client, api);
    const stream = await client.ask('GET', `/api/v1/scans/${first}/events`, undefined, {
      accept: 'text/event-stream',
    });
    const told = [...stream.text.matchAll(/^event: (.*)$/gm)].map(([, type]) => type);
    expect(told.slice(0, 3)).toEqual(['queued', 'started', 'discovering']);
    expect(told.filter((type) => type === 'rule-done').length).toBeGreaterThan(50);
    expect(told.slice(-2)).toEqual(['done', 'end']);

    const scan = await over(client, first);
    expect(scan).toMatchObject({ status: 'done', api, source: 'server', attempt: 1, error: null });
    expect(scan.grade).toMatch(/^[A-F]$/);
    expect(scan.open.critical + scan.open.high).toBeGreaterThan(0);

    for (const format of FORMATS) {
      const report = await client.ask('GET', `/api/v1/scans/${first}/result?format=${format}`);
      expect(report.status).toBe(200);
      expect(report.text.length).toBeGreaterThan(100);
      expect(report.headers.get('content-security-policy')).toContain('sandbox');
    }
    const { body: result } = await client.ask('GET', `/api/v1/scans/${first}/result`);
    expect(result).toMatchObject({ id: first, score: { grade: scan.grade, value: scan.score } });

    const { body: list } = await client.ask('GET', `/api/v1/findings?api=${api}&limit=200`);
    expect(list.items.length).toBe(result.findings.length);
    const [worst] = list.items;
    expect(worst).toMatchObject({ state: 'open', severity: 'critical', firstSeen: { scan: first } });
    const accepted = await client.ask('PUT', `/api/v1/findings/${worst.id}/state`, {
      state: 'accepted',
      reason: 'moved away next week',
      until: '2999-12-31',
    });
    expect(accepted.body).toMatchObject({ state: 'accepted', until: '2999-12-31' });

    const second = await startScan(client, api);
    expect(await over(client, second)).toMatchObject({ status: 'done' });
    const again = await client.ask('GET', `/api/v1/scans/${second}/result`);
    const same = again.body.findings.find(
      (one: { fingerprint: string }) => one.fingerprint === worst.fingerprint,
    );
    expect(same.suppressed).toEqual({ reason: 'moved away next week', until: '2999-12-31' });
    expect((await client.ask('GET', `/api/v1/findings/${worst.id}`)).body).toMatchObject({
      state: 'accepted',
      firstSeen: { scan: first },
      lastSeen: { scan: second },
    });

    const { body: diff } = await client.ask('GET', `/api/v1/compare?before=${first}&after=${second}`);
    expect(diff).toMatchObject({ appeared: [], resolved: [], notTested: [] });
    expect(diff.remaining.length).toBe(result.findings.length);
    const { body: trend } = await client.ask('GET', `/api/v1/apis/${api}/trend`);
    expect(trend.points.map((point: { scan: string }) => point.scan)).toEqual([first, second]);
    expect((await client.ask('GET', `/api/v1/apis/${api}`)).body).toMatchObject({ lastScan: second });
    expect(log).toEqual([]);
  });

  test('a scan is cancelled, waiting and under way', async () => {
    const { serving, client } = await served(await database.fresh(), { slots: 1 });
    ends.push(serving.stop);
    const demo = await serveLab(demoApp());
    ends.push(demo.close);
    const api = await addApi(client, demo.url);
    const running = await startScan(client, api, { quick: false, rate: 2 });
    const waiting = await startScan(client, api);
    const until = Date.now() + 60_000;
    for (;;) {
      const { body } = await client.ask('GET', `/api/v1/scans/${running}/events`);
      if (body.items.some(({ type }: { type: string }) => type === 'discovering')) break;
      expect(Date.now()).toBeLessThan(until);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    expect((await client.ask('DELETE', `/api/v1/scans/${running}`)).body).toMatchObject({
      code: 'under-way',
    });
    const cancelled = await client.ask('POST', `/api/v1/scans/${waiting}/cancel`);
    expect(cancelled.body).toMatchObject({ status: 'cancelled' });
    expect((await client.ask('POST', `/api/v1/scans/${running}/cancel`)).body).toMatchObject({
      status: 'running',
    });
    expect(await over(client, running)).toMatchObject({ status: 'cancelled' });
    expect((await client.ask('POST', `/api/v1/scans/${running}/cancel`)).body).toMatchObject({
      code: 'over',
    });
    expect((await client.ask('DELETE', `/api/v1/scans/${running}`)).status).toBe(204);
    expect((await client.ask('GET', `/api/v1/scans/${running}`)).status).toBe(404);
  });

  test('private addresses are refused unless they are allowed', async () => {
    const { serving, client } = await served(await database.fresh(), { allow: [] });
    ends.push(serving.stop);
    const demo = await serveLab(demoApp());
    ends.push(demo.close);
    const api = await addApi(client, demo.url);
    const scan = await over(client, await startScan(client, api));
    expect(scan).toMatchObject({ status: 'failed', error: { code: expect.any(String) } });
    expect(scan.error.message).toContain('a loopback address that this scanner may not contact');
    expect(demo.requests()).toBe(0);
  });
});
