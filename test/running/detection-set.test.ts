import { expect, test } from 'vitest';
import type { Detection } from '../../src/checks/rule.ts';
import type { Exchange } from '../../src/http/exchange.ts';
import type { Operation } from '../../src/openapi/operation.ts';
import { DetectionSet } from '../../src/running/detection-set.ts';

function seenAt(path: string, more: Partial<Detection> = {}): Detection {
  const url = `http://127.0.0.1:1${path}`;
  const request = { method: 'GET', url, headers: [] };
  const response = { status: 200, headers: [], body: new Uint8Array(3) };
  const exchange = { id: 1, identity: 'anonymous', request, response } as unknown as Exchange;
  return {
    confidence: 'likely',
    evidenceSummary: 'x',
    proof: [{ exchange, note: 'x' }],
    ...more,
  } as Detection;
}

const operationAt = (path: string) =>
  ({ id: `GET ${path}`, method: 'GET', path, source: 'spec' }) as unknown as Operation;

const letters = (count: number) =>
  Array.from(
    { length: count },
    (_none, at) => `/place-${String.fromCharCode(97 + Math.floor(at / 26), 97 + (at % 26))}`,
  );

test('every place of one cause is kept; the first forty by name keep their answers, in whatever order they came', () => {
  for (const paths of [letters(43), letters(43).reverse()]) {
    const set = new DetectionSet('low', []);
    for (const path of paths) set.add(seenAt(path, { operation: operationAt(path) }));
    const kept = set.list();
    expect(kept.map(({ place }) => place)).toEqual(letters(43).map((path) => `GET ${path}`));
    const bodies = kept.map(({ proof: [{ exchange }] }) => exchange.response.body.length);
    expect(bodies.map((length) => length > 0)).toEqual(letters(43).map((_path, at) => at < 40));
    expect(kept.map(({ proof: [{ exchange }] }) => exchange.request.url)).toEqual(
      letters(43).map((path) => `http://127.0.0.1:1${path}`),
    );
  }
});

test('of places that are no operation the first forty by name are kept', () => {
  for (const paths of [letters(43), letters(43).reverse()]) {
    const set = new DetectionSet('low', []);
    for (const path of paths) set.add(seenAt(path));
    expect(set.list().map(({ place }) => place)).toEqual(letters(40).map((path) => `GET ${path}`));
  }
});

test('another cause has answers of its own', () => {
  const set = new DetectionSet('low', []);
  for (const cause of ['one', 'two']) for (const path of letters(40)) set.add(seenAt(path, { cause }));
  expect(set.list().filter(({ proof: [{ exchange }] }) => exchange.response.body.length > 0)).toHaveLength(
    80,
  );
});

test('of one place the worst is kept, then the surest, then the first', () => {
  const kept = (...detections: Detection[]) => {
    const set = new DetectionSet('low', []);
    for (const detection of detections) set.add(detection);
    return set
      .list()
      .map(({ severity, confidence, evidenceSummary }) => [severity, confidence, evidenceSummary]);
  };
  const low = seenAt('/a', { evidenceSummary: 'low' });
  const high = seenAt('/a', { severity: 'high', evidenceSummary: 'high' });
  const sure = seenAt('/a', { confidence: 'confirmed', evidenceSummary: 'sure' });
  expect(kept(low, high, low)).toEqual([['high', 'likely', 'high']]);
  expect(kept(sure, low)).toEqual([['low', 'confirmed', 'sure']]);
  expect(kept(low, sure)).toEqual([['low', 'confirmed', 'sure']]);
  expect(kept(low, seenAt('/a', { evidenceSummary: 'later' }))).toEqual([['low', 'likely', 'low']]);
});

test('an odd spelling belongs to the path as documented', () => {
  const none = { parameters: [], bodies: [], responses: [], deprecated: false, tags: [] };
  const users = {
    id: 'GET /api/users',
    method: 'GET',
    path: '/api/users',
    server: 'http://127.0.0.1:1',
    source: 'spec',
  } as const;
  const set = new DetectionSet('low', [{ ...users, ...none }]);
  for (const path of [
    '//api/users',
    '/api/./users',
    '/api/x/../users',
    '/api/users;a=1',
    '/api/%75sers',
    '/api/users.json',
    '/api/users.html',
    '/api/users%20',
    '/api/users%00',
    '/api%5cusers',
  ])
    set.add(seenAt(path));
  expect(set.list().map(({ operation }) => operation?.id)).toEqual(['GET /api/users']);
});
