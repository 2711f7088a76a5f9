import { expect, test } from 'vitest';
import type { Surface } from '../../src/discovery/surface.ts';
import type { Operation } from '../../src/openapi/operation.ts';
import type { OperationOutcome } from '../../src/result.ts';
import { LEAST_REQUESTS, LIMITS } from '../../src/retention/plan.ts';
import { shareOf } from '../../src/scanning/retention-budget.ts';
import type { Takes } from '../../src/scanning/retention-endpoints.ts';
import { inOrder, readableEndpoints } from '../../src/scanning/retention-endpoints.ts';
import { placeAt } from '../../src/scanning/retention-place.ts';
import { parseTarget } from '../../src/target.ts';

const ORIGIN = 'http://127.0.0.1:9';

function operation(path: string, more: Partial<Operation> = {}): Operation {
  return {
    id: `GET ${path}`,
    method: 'GET',
    path,
    server: ORIGIN,
    source: 'spec',
    parameters: [],
    bodies: [],
    responses: [],
    deprecated: false,
    tags: [],
    ...more,
  };
}

const secured = { security: [{ key: [] }] };

function surfaceOf(operations: readonly Operation[], schemes: readonly object[] = []): Surface {
  const securitySchemes = new Map(schemes.map((scheme) => ['key', scheme]));
  return {
    target: parseTarget(ORIGIN),
    operations,
    identifiers: [],
    identities: [],
    credential: { kind: 'none' },
    spec: { securitySchemes },
  } as unknown as Surface;
}

/** What one operation is known to be, by its status and what each identity got. */
function takes(
  one: Operation,
  status: OperationOutcome['status'],
  anonymous: string,
  user?: string,
): Takes | undefined {
  const access = [
    { identity: 'anonymous', result: anonymous },
    ...(user === undefined ? [] : [{ identity: 'user', result: user }]),
  ];
  const outcome = { id: one.id, status, access } as unknown as OperationOutcome;
  return readableEndpoints(surfaceOf([one]), [outcome])[0]?.takes;
}

test('an operation takes a credential that refuses nobody in particular, and lets a user in', () => {
  const plain = operation('/me');
  expect(takes(plain, 'unauthorized', 'denied')).toBe('refuses');
  expect(takes(plain, 'tested', 'denied', 'allowed')).toBe('refuses');
  expect(takes(operation('/me', secured), 'tested', 'allowed')).toBe('documented');
  expect(takes(operation('/me', { security: [{}, { key: [] }] }), 'tested', 'allowed')).toBe('documented');
  const keyed = { parameters: [{ name: 'X-API-Key', in: 'header', required: false }] } as const;
  expect(takes(operation('/me', keyed), 'tested', 'allowed')).toBe('documented');
});

test('one that is open, or refuses everybody alike, is not known to take one', () => {
  expect(takes(operation('/'), 'tested', 'allowed')).toBe('unknown');
  expect(takes(operation('/admin'), 'forbidden', 'denied')).toBe('unknown');
  const keyed = { parameters: [{ name: 'sort-key', in: 'query', required: false }] } as const;
  expect(takes(operation('/', keyed), 'tested', 'allowed')).toBe('unknown');
});

test.each<OperationOutcome['status']>([
  'not-found',
  'server-error',
  'redirected',
  'bad-request',
  'no-answer',
])('one that is %s is not asked', (status) => {
  expect(takes(operation('/me', secured), status, 'error')).toBeUndefined();
});

test('a field of GraphQL, which has no address of its own, and another origin are not asked', () => {
  expect(
    takes(operation('/graphql/~query/me/user', { source: 'graphql' }), 'unauthorized', 'denied'),
  ).toBeUndefined();
  expect(takes(operation('/me', { server: 'http://127.0.0.2:9' }), 'unauthorized', 'denied')).toBeUndefined();
});

test('the surest come first, then the cheapest, then the target and short paths', () => {
  const tried = (path: string, kind: Takes, ms: number) => ({ url: `${ORIGIN}${path}`, takes: kind, ms });
  const all = [
    tried('/slow', 'refuses', 900),
    tried('/long/path', 'refuses', 3),
    tried('/me', 'refuses', 7),
    tried('/documented', 'documented', 1),
    tried('/long/target', 'refuses', 5),
  ];
  expect(inOrder(all, `${ORIGIN}/long/target`).map(({ url }) => new URL(url).pathname)).toEqual([
    '/long/target',
    '/me',
    '/long/path',
    '/slow',
    '/documented',
  ]);
});

test('operations share one budget: what clean ones leave over, the others get', () => {
  const run = (requests: number, pinnedBytes = 0) => ({ requests, pinnedBytes });
  expect(shareOf({ results: [], seconds: 0 }, 1)).toBe(LIMITS.requestsWithExtraWave);
  expect(shareOf({ results: [], seconds: 0 }, 2)).toBe(LIMITS.requestsWithExtraWave / 2);
  expect(shareOf({ results: [], seconds: 0 }, 10)).toBe(LEAST_REQUESTS);
  expect(shareOf({ results: [run(6_000), run(6_000)], seconds: 20 }, 2)).toBe(34_000);
  expect(shareOf({ results: [run(70_000)], seconds: 20 }, 2)).toMatch(/80,000 requests .* used up/);
  expect(shareOf({ results: [run(6_000)], seconds: 151 }, 2)).toMatch(/150 s .* used up/);
  expect(shareOf({ results: [run(6_000, LIMITS.pinnedBytes)], seconds: 20 }, 2)).toMatch(/pin/);
  const stopped = { ...run(100), stopped: { code: 'rate-limited', reason: 'rate limited (429)', at: 1 } };
  expect(shareOf({ results: [stopped], seconds: 1 }, 2)).toMatch(/stopped: rate limited/);
});

test.each([
  [
    { type: 'apiKey', in: 'query', parameterName: 'api_key' },
    { in: 'query', name: 'api_key' },
  ],
  [
    { type: 'apiKey', in: 'cookie', parameterName: 'sid' },
    { in: 'cookie', name: 'sid' },
  ],
  [
    { type: 'apiKey', in: 'header', parameterName: 'X-Key' },
    { in: 'header', name: 'x-key' },
  ],
  [
    { type: 'http', scheme: 'basic' },
    { in: 'header', name: 'authorization', prefix: 'Basic ' },
  ],
  [
    { type: 'http', scheme: 'bearer' },
    { in: 'header', name: 'authorization', prefix: 'Bearer ' },
  ],
])('the credential goes where the security of the operation says: %j', (scheme, place) => {
  const one = operation('/me', secured);
  expect(placeAt(surfaceOf([one], [scheme]), one)).toEqual(place);
});

test('or into a parameter that is called like one', () => {
  const keyed = { parameters: [{ name: 'X-API-Key', in: 'header', required: false }] } as const;
  const one = operation('/me', keyed);
  expect(placeAt(surfaceOf([one]), one)).toEqual({ in: 'header', name: 'x-api-key' });
});
