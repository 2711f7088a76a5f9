import { expect } from 'vitest';
import type { ServeOptions, Serving } from '../../src/server/serve.ts';
import { startServing } from '../../src/server/serve.ts';
import { MAIN } from '../cli/command.ts';
import type { Place } from './databases.ts';

export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
  readonly text: string;
}

/** Speaks to a server as a program of a user would. */
export interface Client {
  readonly url: string;
  readonly key: string;
  as(key: string | undefined): Client;
  // biome-ignore lint/suspicious/noExplicitAny: tests assert what is in it
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<any>>;
}

export function clientOf(url: string, key: string | undefined): Client {
  return {
    url,
    key: key ?? '',
    as: (other) => clientOf(url, other),
    async ask(method, path, body, headers = {}) {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = /json/.test(response.headers.get('content-type') ?? '');
      return {
        status: response.status,
        headers: response.headers,
        body: isJson && text !== '' ? JSON.parse(text) : {},
        text,
      };
    },
  };
}

export interface Served {
  readonly serving: Serving;
  readonly client: Client;
  readonly log: readonly string[];
}

/** A server in this process; its scans run as users' do, in processes of the built command. */
export async function served(place: Place, more: Partial<ServeOptions> = {}): Promise<Served> {
  const log: string[] = [];
  const serving = await startServing({
    host: '127.0.0.1',
    port: 0,
    role: 'all',
    slots: 2,
    allow: ['127.0.0.0/8'],
    command: [process.execPath, MAIN, 'scan-process'],
    graceMs: 0,
    // What is ordinary is none of the tests' business.
    log: (says, _fields, level = 'warn') => {
      if (level === 'warn' || level === 'error') log.push(says);
    },
    ...place,
    ...more,
  });
  return { serving, client: clientOf(serving.url ?? '', serving.firstKey), log };
}

/** Waits for a scan to be over. */
export async function over(client: Client, scan: string, withinMs = 120_000) {
  const until = Date.now() + withinMs;
  for (;;) {
    const { body } = await client.ask('GET', `/api/v1/scans/${scan}`);
    if (!['queued', 'running'].includes(body.status)) return body;
    if (Date.now() > until) expect.fail(`the scan is ${body.status} after ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

export async function addApi(client: Client, url: string, more: object = {}): Promise<string> {
  const { status, body, text } = await client.ask('POST', '/api/v1/apis', { url, ...more });
  expect(status, text).toBe(201);
  return body.id;
}

export async function startScan(client: Client, api: string, more: object = {}): Promise<string> {
  const { status, body, text } = await client.ask('POST', '/api/v1/scans', { api, quick: true, ...more });
  expect(status, text).toBe(202);
  return body.id;
}
