import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import type { Finding, ScanResult } from '../../src/result.ts';
import type { ServeOptions } from '../../src/server/serve.ts';
import { exampleFinding, exampleResult } from '../report/example-result.ts';
import type { TriedDatabase } from './databases.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { type Client, served } from './serving.ts';
import { type TestClock, testClock } from './test-clock.ts';

export const V1 = '/api/v1';
export const HOUR = 3_600;

export interface Monitored {
  readonly client: Client;
  readonly receiver: Receiver;
  readonly clock: TestClock;
  readonly log: readonly string[];
}

/** A server with a clock of its own, and somebody who receives what it sends. */
export async function monitored(
  database: TriedDatabase,
  ends: (() => Promise<unknown>)[],
  more: Partial<ServeOptions> = {},
  start?: string,
): Promise<Monitored> {
  const clock = testClock(start);
  const encryptionKey = randomBytes(32).toString('base64');
  const server = await served(await database.fresh(), { now: clock.now, encryptionKey, ...more });
  ends.push(server.serving.stop);
  const receiver = await startReceiver();
  ends.push(receiver.close);
  return { client: server.client, receiver, clock, log: server.log };
}

async function made(client: Client, path: string, given: object) {
  const { status, body, text } = await client.ask('POST', `${V1}/${path}`, given);
  expect(status, text).toBe(201);
  return body;
}

export function addChannel(client: Client, config: object, more: object = {}) {
  return made(client, 'channels', { name: 'Channel', config, ...more });
}

export function addWebhook(client: Client, url: string, more: object = {}) {
  return addChannel(client, { kind: 'webhook', url }, more);
}

export function addRule(client: Client, condition: object, channels: readonly string[], more: object = {}) {
  return made(client, 'alert-rules', { name: 'Rule', condition, channels, ...more });
}

export async function sendTest(client: Client, channel: string): Promise<string> {
  const { status, body } = await client.ask('POST', `${V1}/channels/${channel}/test`);
  expect(status).toBe(202);
  return body.id;
}

/** Waits for a delivery to be so. */
export async function until(client: Client, id: string, is: object, withinMs = 60_000) {
  const late = Date.now() + withinMs;
  for (;;) {
    const { body } = await client.ask('GET', `${V1}/deliveries/${id}`);
    try {
      expect(body).toMatchObject(is);
      return body;
    } catch (failure) {
      if (Date.now() > late) throw failure;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Waits for the deliveries of a channel to be so, oldest first. */
export async function deliveriesOf(
  client: Client,
  channel: string,
  are: readonly object[],
  withinMs = 60_000,
) {
  const late = Date.now() + withinMs;
  for (;;) {
    const { body } = await client.ask('GET', `${V1}/deliveries?channel=${channel}&limit=200`);
    const items = body.items.reverse();
    try {
      expect(items).toMatchObject(are);
      return items;
    } catch (failure) {
      if (Date.now() > late) throw failure;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

let scans = 0;

/** A result of the one API of these tests; each later than the one before. */
export function resultWith(findings: readonly Finding[], more: Partial<ScanResult> = {}): ScanResult {
  scans += 1;
  const base = exampleResult('x', {
    id: `scan-${scans}`,
    startedAt: new Date(Date.UTC(2026, 0, 1) + scans * 60_000).toISOString(),
    target: { url: 'http://127.0.0.1:9/shop', scope: [] },
    findings: [...findings],
  });
  const [first] = base.checks;
  // Looked everywhere: what is not found is fixed.
  const rules = [{ rule: 'example-rule', title: 'Example', status: 'passed' as const }];
  return {
    ...base,
    checks: first ? [{ ...first, rules }] : [],
    operations: [
      { id: 'GET /users/{id}', method: 'GET', path: '/users/{id}', source: 'spec', status: 'tested' },
    ],
    ...more,
  };
}

export function findingAt(n: number, overrides: Partial<Finding> = {}): Finding {
  const finding = exampleFinding(`Flaw ${n}`);
  const locations = finding.locations.map((place) => ({ ...place, fingerprint: `place-${n}` }));
  return { ...finding, fingerprint: `finding-${n}`, locations, ...overrides };
}

export async function upload(client: Client, result: ScanResult) {
  const { status, body, text } = await client.ask('POST', `${V1}/results`, result);
  expect(status, text).toBe(201);
  return body;
}

/** What alert rules told, oldest first, once there are so many. */
export async function alertsOf(client: Client, count: number, withinMs = 20_000) {
  const late = Date.now() + withinMs;
  for (;;) {
    const { body } = await client.ask('GET', `${V1}/alerts?limit=200`);
    if (body.items.length >= count) {
      expect(body.items.length).toBe(count);
      return body.items.reverse();
    }
    if (Date.now() > late) expect.fail(`${body.items.length} of ${count} alerts after ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Until what was finished has been looked at, with nothing to tell. */
export const quiet = () => new Promise((resolve) => setTimeout(resolve, 2_500));
