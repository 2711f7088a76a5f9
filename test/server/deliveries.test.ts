import { createHmac } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { onBoth } from './databases.ts';
import { addWebhook, HOUR, monitored, sendTest, until, V1 } from './monitored.ts';
import { startReceiver } from './receiver.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function isSigned(body: string, header: string, secret: string, now: Date): boolean {
  const [time = '', ...signatures] = header.split(',');
  const seconds = Number(time.replace('t=', ''));
  const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return Math.abs(seconds - now.getTime() / 1000) < 300 && signatures.includes(`v1=${signature}`);
}

onBoth('deliveries', (database) => {
  test('a test of a webhook arrives, signed, and the log says so', async () => {
    const { client, receiver, clock } = await monitored(database, ends);
    const { id, secret, settings } = await addWebhook(client, `${receiver.url}/hook?key=hidden-part`);
    expect(settings).toEqual({ kind: 'webhook', address: `${receiver.url}/hook` });
    receiver.behave({ status: 200, body: `you sent ${secret} and hidden-part ${'x'.repeat(5_000)}` });
    const delivery = await sendTest(client, id);
    const [got] = await receiver.got(1);
    expect(got).toMatchObject({ method: 'POST', path: '/hook?key=hidden-part' });
    expect(got?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-middlebrick-delivery': delivery,
    });
    expect(isSigned(got?.body ?? '', `${got?.headers['x-middlebrick-signature']}`, secret, clock.now())).toBe(
      true,
    );
    expect(isSigned(`${got?.body} `, `${got?.headers['x-middlebrick-signature']}`, secret, clock.now())).toBe(
      false,
    );
    expect(JSON.parse(got?.body ?? '')).toMatchObject({ delivery, alerts: [{ type: 'test', api: null }] });
    const shown = await until(client, delivery, { status: 'sent', attempts: 1, error: null });
    expect(shown).toMatchObject({ body: got?.body, log: [{ status: 200, error: null }] });
    expect(shown.log[0].answer.length).toBeLessThanOrEqual(1_024);
    const said = await Promise.all(
      [`deliveries/${delivery}`, 'deliveries', 'channels', `channels/${id}`, 'audit?limit=200'].map(
        async (path) => (await client.ask('GET', `${V1}/${path}`)).text,
      ),
    );
    for (const text of said) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain('hidden-part');
    }
  });

  test('that have ended are counted by kind of channel and by their end', async () => {
    const { client, receiver } = await monitored(database, ends);
    const { id } = await addWebhook(client, `${receiver.url}/counted`);
    await until(client, await sendTest(client, id), { status: 'sent' });
    receiver.behave({ status: 410, body: '' });
    await until(client, await sendTest(client, id), { status: 'dropped' });
    const { text } = await client.ask('GET', '/metrics');
    const lines = text.split('\n').filter((line: string) => line.startsWith('middlebrick_deliveries_ended'));
    expect(lines.sort()).toEqual([
      'middlebrick_deliveries_ended_total{kind="webhook",status="dropped"} 1',
      'middlebrick_deliveries_ended_total{kind="webhook",status="sent"} 1',
    ]);
  });

  test('secrets are rotated: both sign for a day', async () => {
    const { client, receiver, clock } = await monitored(database, ends);
    const { id, secret } = await addWebhook(client, receiver.url);
    const { body: rotated } = await client.ask('POST', `${V1}/channels/${id}/rotate-secret`);
    expect(rotated.secret).not.toBe(secret);
    await sendTest(client, id);
    await receiver.got(1);
    clock.by(25 * HOUR);
    await sendTest(client, id);
    const [first, second] = await receiver.got(2);
    const signed = (one: typeof first, by: string) =>
      isSigned(
        one?.body ?? '',
        `${one?.headers['x-middlebrick-signature']}`,
        by,
        one === first ? new Date() : clock.now(),
      );
    expect([signed(first, secret), signed(first, rotated.secret)]).toEqual([true, true]);
    expect([signed(second, secret), signed(second, rotated.secret)]).toEqual([false, true]);
  });

  test('a receiver that is away for an hour gets it when it is back, once, with the same id', async () => {
    const { client, receiver, clock } = await monitored(database, ends);
    receiver.behave(503);
    const { id } = await addWebhook(client, receiver.url);
    const delivery = await sendTest(client, id);
    await until(client, delivery, { status: 'queued', attempts: 1, error: 'The receiver answered 503.' });
    for (let waited = 0, attempts = 1; waited < HOUR; ) {
      const { body } = await client.ask('GET', `${V1}/deliveries/${delivery}`);
      const pause = (Date.parse(body.nextAttemptAt) - clock.now().getTime()) / 1000;
      expect(pause).toBeGreaterThan(0);
      clock.by(pause);
      waited += pause;
      attempts += 1;
      await until(client, delivery, { attempts, status: 'queued', log: { length: attempts } });
    }
    const before = receiver.received.length;
    expect(before).toBeLessThan(10);
    receiver.behave(204);
    clock.by(2 * HOUR);
    await until(client, delivery, { status: 'sent', error: null });
    expect(receiver.received.length).toBe(before + 1);
    expect(new Set(receiver.received.map(({ headers }) => headers['x-middlebrick-delivery'])).size).toBe(1);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    // The signature is of the time of its attempt.
    expect(new Set(receiver.received.map(({ headers }) => headers['x-middlebrick-signature'])).size).toBe(
      before + 1,
    );
  });

  test('after a day it is given up, until somebody asks for it again', async () => {
    const { client, receiver, clock } = await monitored(database, ends);
    receiver.behave(500);
    const { id } = await addWebhook(client, receiver.url);
    const delivery = await sendTest(client, id);
    const started = clock.now().getTime();
    for (let attempts = 1; ; attempts += 1) {
      const shown = await until(client, delivery, { attempts, log: { length: attempts } });
      if (shown.status === 'failed') break;
      expect(attempts).toBeLessThan(40);
      clock.set(new Date(Date.parse(shown.nextAttemptAt) + 1));
    }
    const hours = (clock.now().getTime() - started) / 3_600_000;
    expect(hours).toBeGreaterThan(23.9);
    expect(hours).toBeLessThan(24.2);
    receiver.behave(200);
    clock.by(100 * HOUR);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await until(client, delivery, { status: 'failed', nextAttemptAt: null });
    const attempts = receiver.received.length;
    expect((await client.ask('POST', `${V1}/deliveries/${delivery}/redeliver`)).status).toBe(202);
    await until(client, delivery, { status: 'sent', attempts: attempts + 1 });
  });

  test('one that hangs keeps nobody else waiting, and what is not sent says why', async () => {
    const { client, receiver } = await monitored(database, ends);
    const other = await startReceiver();
    ends.push(other.close);
    receiver.behave('hang');
    const slow = await addWebhook(client, receiver.url);
    const quick = await addWebhook(client, other.url);
    const hanging = await Promise.all([1, 2, 3, 4, 5, 6].map(() => sendTest(client, slow.id)));
    await receiver.got(1);
    const fast = await sendTest(client, quick.id);
    await until(client, fast, { status: 'sent' }, 8_000);
    const [first] = hanging;
    const shown = await until(client, first ?? '', { attempts: 1, log: { length: 1 } });
    expect(shown.error).toContain('did not answer in time');
    receiver.behave({ status: 302, headers: { location: other.url } });
    const moved = await sendTest(client, slow.id);
    await until(client, moved, { error: 'The receiver answered 302: redirections are not followed.' });
    expect(other.received.length).toBe(1);
    receiver.behave(410);
    const gone = await sendTest(client, slow.id);
    await until(client, gone, { status: 'dropped', attempts: 1 });
  }, 120_000);

  test('addresses inside are refused, at once and after a name was resolved', async () => {
    const { client, receiver } = await monitored(database, ends, { allow: [] });
    for (const url of [receiver.url, 'http://169.254.169.254/latest', 'http://[::1]:80/', 'http://0x7f.1/']) {
      const answer = await client.ask('POST', `${V1}/channels`, {
        name: 'in',
        config: { kind: 'webhook', url },
      });
      expect(answer).toMatchObject({ status: 400, body: { code: 'blocked-address' } });
    }
    const { id } = await addWebhook(client, receiver.url.replace('127.0.0.1', 'localhost'));
    const delivery = await sendTest(client, id);
    const shown = await until(client, delivery, { status: 'dropped', attempts: 1 });
    expect(shown.error).toContain('a loopback address');
    expect(receiver.received).toEqual([]);
  });

  test('channels are changed, switched off and removed', async () => {
    const { client, receiver } = await monitored(database, ends);
    const { id } = await addWebhook(client, `${receiver.url}/one`);
    const change = (body: object) => client.ask('PATCH', `${V1}/channels/${id}`, body);
    expect((await change({ config: { kind: 'webhook', url: `${receiver.url}/two` } })).body).toMatchObject({
      settings: { address: `${receiver.url}/two` },
    });
    await sendTest(client, id);
    expect((await receiver.got(1))[0]?.path).toBe('/two');
    expect(await change({ config: { kind: 'slack', url: receiver.url } })).toMatchObject({
      status: 400,
      body: { code: 'other-kind' },
    });
    expect(await change({ timeZone: 'Nowhere/Land' })).toMatchObject({ status: 400 });
    expect(await change({ quietHours: { from: '25:00', to: '07:00' } })).toMatchObject({ status: 400 });
    expect(
      (await change({ quietHours: { from: '22:00', to: '07:00' }, digest: 'daily' })).body,
    ).toMatchObject({
      quietHours: { from: '22:00', to: '07:00' },
      digest: 'daily',
    });
    expect((await client.ask('DELETE', `${V1}/channels/${id}`)).status).toBe(204);
    expect((await client.ask('GET', `${V1}/deliveries?channel=${id}`)).body.items).toEqual([]);
  });
});
