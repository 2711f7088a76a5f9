import { randomBytes } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { onPostgres, PGLITE, POSTGRESQL } from '../databases.ts';
import { addRule, addWebhook, findingAt, resultWith, upload, V1 } from '../monitored.ts';
import { type ServerProcess, serveProcess, until } from '../process.ts';
import { type Receiver, startReceiver } from '../receiver.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const ROUNDS = 20;
const LONG_MS = 900_000;
/** A delivery that was being sent by whoever was killed is taken again after two minutes. */
const TAKEN_AGAIN_MS = 200_000;

/** At random moments, the same in every run. */
let seed = 12;
function upTo(ms: number): number {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
  return seed % ms;
}
const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What arrived, by what it tells: the deliveries that told it. */
function toldBy({ received }: Receiver): Map<string, Set<string>> {
  const told = new Map<string, Set<string>>();
  for (const { body } of received) {
    const { delivery, alerts } = JSON.parse(body);
    for (const { items } of alerts)
      for (const { key } of items) told.set(key, (told.get(key) ?? new Set()).add(delivery));
  }
  return told;
}

async function allTold({ client, said }: ServerProcess, receiver: Receiver, first: number): Promise<void> {
  const wanted = Array.from({ length: ROUNDS }, (_, n) => `finding-${first + n}`);
  await until(
    () => wanted.every((key) => toldBy(receiver).has(key)),
    () => `${toldBy(receiver).size} of ${ROUNDS} told\n${said().slice(-2_000)}`,
    TAKEN_AGAIN_MS,
  );
  const { body } = await client.ask('GET', `${V1}/alerts?limit=200`);
  expect(body.items.length).toBe(ROUNDS);
  // What is sent twice has the same id: nothing was told by two.
  for (const deliveries of toldBy(receiver).values()) expect(deliveries.size).toBe(1);
}

test(
  'kill -9 of the server while it tells: every alert arrives, by one delivery',
  async () => {
    const place = await PGLITE.fresh();
    const receiver = await startReceiver();
    ends.push(receiver.close);
    let server = await serveProcess(place);
    ends.push(() => server.stop());
    const { key } = server;
    const { id } = await addWebhook(server.client, receiver.url);
    await addRule(server.client, { type: 'new-finding' }, [id]);
    for (let round = 0; round < ROUNDS; round += 1) {
      await upload(server.client, resultWith([findingAt(1_000 + round)]));
      await after(upTo(1_500));
      await server.kill();
      server = await serveProcess(place, key);
    }
    await allTold(server, receiver, 1_000);
  },
  LONG_MS,
);

onPostgres('monitoring by several workers', () => {
  test(
    'kill -9 of workers while they tell: every alert arrives, by one delivery',
    async () => {
      const place = await POSTGRESQL.fresh();
      const env = { MIDDLEBRICK_ENCRYPTION_KEY: randomBytes(32).toString('base64') };
      const receiver = await startReceiver();
      ends.push(receiver.close);
      const web = await serveProcess({ ...place, env }, undefined, '--role', 'web');
      ends.push(() => web.stop());
      const worker = () => serveProcess({ ...place, env }, web.key, '--role', 'worker');
      const workers = [await worker(), await worker()];
      ends.push(() => Promise.all(workers.map((one) => one.stop())));
      const { id } = await addWebhook(web.client, receiver.url);
      await addRule(web.client, { type: 'new-finding' }, [id]);
      for (let round = 0; round < ROUNDS; round += 1) {
        await upload(web.client, resultWith([findingAt(2_000 + round)]));
        await after(upTo(1_500));
        await workers.shift()?.kill();
        workers.push(await worker());
      }
      await allTold(web, receiver, 2_000);
    },
    LONG_MS,
  );
});
