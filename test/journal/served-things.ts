import { afterAll, beforeAll } from 'vitest';
import { openSession } from '../../src/http/session.ts';
import { openTransport } from '../../src/http/transport.ts';
import type { ObjectPlace, Recipe } from '../../src/journal/entry.ts';
import type { Entry, Journal } from '../../src/journal/journal.ts';
import { parseTarget } from '../../src/target.ts';
import { type Served, serving } from '../discovery/served-below.ts';

export const TAG = 'mbtag0123456789';

/** A service whose answers a test sets, path by path, and sessions that speak with it. For a whole file of tests. */
export function servedThings() {
  /** By path; a number is a refusal that quotes the tag all the same. */
  const now: { answers: Readonly<Record<string, unknown>>; link?: string | undefined } = { answers: {} };
  let service: Served;
  const transport = openTransport();
  beforeAll(async () => {
    service = await serving((path) => {
      const body = now.answers[path];
      if (body === undefined) return undefined;
      if (typeof body === 'number') return { status: body, body: { title: TAG, id: 7 } };
      return { body, ...(now.link === undefined ? {} : { headers: { Link: now.link } }) };
    });
  });
  afterAll(() => {
    service.close();
    transport.close();
  });
  const at = (path: string) => service.url + path;
  return {
    now,
    at,
    /** Request lines that came since the last call. */
    sent: () => service.seen.splice(0).map(({ line }) => line),
    client: (mode: 'safe' | 'active', journal?: Journal) =>
      openSession({
        transport: transport.send,
        scope: parseTarget(service.url).scope,
        mode,
        ...(journal ? { isNoted: journal.isNoted } : {}),
        maxRequests: 1_000,
        concurrency: 4,
        signal: new AbortController().signal,
        userAgent: 'middlebrick/test',
      }).client,
    note: (more: Partial<ObjectPlace> = {}): ObjectPlace => ({
      url: at('/notes/{}'),
      field: 'id',
      reads: true,
      removes: true,
      ...more,
    }),
    self: (path: string, reads = true) => ({ url: at(path), reads, removes: true }),
  };
}

export const recipe = (more: Partial<Recipe> = {}): Recipe => ({ lists: [], objects: [], self: [], ...more });

export const entry = (more: Partial<Entry> = {}) =>
  ({ tags: [TAG], proven: [], candidates: [], ...more }) as Partial<Entry> as Entry;
