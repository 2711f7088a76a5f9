import { createHmac } from 'node:crypto';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { demoApp } from '../../lab/demo/app.ts';
import { visitorOf } from './browser-client.ts';
import { PGLITE } from './databases.ts';
import { startReceiver } from './receiver.ts';
import { over, served } from './serving.ts';
import { testClock } from './test-clock.ts';

const V1 = '/api/v1';

/** The demo shop before somebody copied its configuration to where it is served from. */
async function changingShop() {
  const demo = demoApp();
  if (typeof demo.routes === 'function') throw new Error('the demo is no Hono app');
  const shop = { exposes: false, routes: new Hono() };
  shop.routes.use(async (context, next) => {
    if (context.req.path === '/.env' && !shop.exposes) return context.notFound();
    return await next();
  });
  shop.routes.route('/', demo.routes);
  const { url, close } = await serveLab({ ...demo, routes: shop.routes });
  return { url, close, expose: () => (shop.exposes = true) };
}

test('a newcomer adds an API, sees its grade, schedules scans, is told what got worse, and compares', async () => {
  const shop = await changingShop();
  const receiver = await startReceiver();
  const clock = testClock('2026-11-27T12:00:30Z');
  const { serving, client } = await served(await PGLITE.fresh(), { now: clock.now });
  const make = async (path: string, body: object) => {
    const answer = await client.ask('POST', `${V1}${path}`, body);
    expect([201, 202], answer.text).toContain(answer.status);
    return answer.body;
  };
  try {
    const newcomer = visitorOf(client.url);
    await newcomer.get('/');
    await newcomer.send('/sign-in', { key: client.key });
    expect((await newcomer.get('/')).html).toContain('Add an API');

    const { id: api } = await make('/apis', { url: shop.url, name: 'Bookshop' });
    const { id: first } = await make('/scans', { api, quick: true });
    const scanned = await over(client, first);
    expect(scanned.status).toBe('done');
    const overview = await newcomer.get('/');
    expect(overview.html).toContain(`aria-label="Grade ${scanned.grade}, ${scanned.score} of 100"`);
    expect(overview.html).toContain('Bookshop');

    const { id: channel, secret } = await make('/channels', {
      name: 'On call',
      config: { kind: 'webhook', url: `${receiver.url}/hook` },
    });
    const condition = { type: 'new-finding', severity: 'high' };
    await make('/alert-rules', { name: 'Anything new from high up', condition, channels: [channel] });
    const schedule = { api, preset: 'hourly', settings: { maxSeconds: 60, quick: true } };
    expect((await make('/schedules', schedule)).nextRuns).toHaveLength(5);

    shop.expose();
    clock.set('2026-11-27T13:00:01Z');
    const [told] = await receiver.got(1, 90_000);
    const [, seconds, signature] =
      /^t=(\d+),v1=(\w+)$/.exec(`${told?.headers['x-middlebrick-signature']}`) ?? [];
    const expected = createHmac('sha256', secret).update(`${seconds}.${told?.body}`).digest('hex');
    expect(signature).toBe(expected);
    expect(told?.body).toContain('Environment file (.env) exposed');

    const { body: scans } = await client.ask('GET', `${V1}/scans?api=${api}`);
    const [second] = scans.items;
    expect(second.id).not.toBe(first);
    const { body: diff } = await client.ask('GET', `${V1}/compare?before=${first}&after=${second.id}`);
    // What a scan samples it may see elsewhere the next time.
    const resolved = diff.resolved.filter(({ severity }: { severity: string }) => severity !== 'info');
    expect(resolved).toEqual([]);
    expect(diff.appeared.map(({ rule }: { rule: string }) => rule)).toContain('exposed-environment-file');
    const compared = await newcomer.get(`/compare?before=${first}&after=${second.id}`);
    expect(compared.html).toContain('Environment file (.env) exposed');
  } finally {
    await serving.stop();
    await receiver.close();
    await shop.close();
  }
});
