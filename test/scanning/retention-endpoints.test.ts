import { expect, test } from 'vitest';
import type { Surface } from '../../src/discovery/surface.ts';
import type { Operation } from '../../src/openapi/operation.ts';
import type { OperationOutcome } from '../../src/result.ts';
import { judgeTrace } from '../../src/retention/judge.ts';
import { LIMITS } from '../../src/retention/plan.ts';
import type { RetentionResult } from '../../src/retention/result.ts';
import {
  endpointsToAsk,
  gravestOf,
  leftFor,
  namedEndpoints,
} from '../../src/scanning/retention-endpoints.ts';
import { parseTarget } from '../../src/target.ts';
import { recordedTraces } from '../retention/recorded-traces.ts';

const ORIGIN = 'http://127.0.0.1:9';

function operation(path: string, secured: boolean): Operation {
  return {
    id: `GET ${path}`,
    method: 'GET',
    path,
    server: ORIGIN,
    source: 'spec',
    parameters: [],
    bodies: [],
    responses: [],
    security: secured ? [{ key: [] }] : [],
    deprecated: false,
    tags: [],
  };
}

function asked(target: string, operations: readonly Operation[], refused: readonly string[]) {
  const surface = { target: parseTarget(target), operations, identifiers: [] } as unknown as Surface;
  const outcomes = operations.map(
    ({ id, path }) =>
      ({ id, status: refused.includes(path) ? 'unauthorized' : 'tested' }) as unknown as OperationOutcome,
  );
  return endpointsToAsk(surface, outcomes).map(({ url }) => new URL(url).pathname);
}

const OPERATIONS = [
  operation('/a', false),
  operation('/items', true),
  operation('/keys/cached', true),
  operation('/keys/logged', true),
  operation('/open', false),
  operation('/v1/keys/audited', true),
];
const REFUSED = ['/a', '/items', '/keys/cached', '/keys/logged', '/v1/keys/audited'];

test('three that let nobody in are asked, those that the document secures first, short ones before long ones', () => {
  expect(asked(ORIGIN, OPERATIONS, REFUSED)).toEqual(['/items', '/keys/cached', '/keys/logged']);
  expect(asked(ORIGIN, OPERATIONS, ['/a', '/items'])).toEqual(['/items', '/a']);
});

test('the target itself comes first where it asks for a credential, and alone where nothing does', () => {
  expect(asked(`${ORIGIN}/v1/keys/audited`, OPERATIONS, REFUSED)[0]).toBe('/v1/keys/audited');
  expect(asked(`${ORIGIN}/open`, OPERATIONS, [])).toEqual(['/open']);
});

function judged(target: string, requests?: number): RetentionResult {
  const run = recordedTraces().find((candidate) => candidate.target === target);
  if (run === undefined) throw new Error(target);
  const result = judgeTrace({ ...run.as('A'), target: `${ORIGIN}/${target}` });
  return { ...result, requests: requests ?? result.requests };
}

test('another endpoint is asked with what the limits leave, and not after one that grows', () => {
  expect(leftFor([])).toBe(LIMITS.requestsWithExtraWave);
  expect(leftFor([judged('rs-none', 20_000)])).toBe(LIMITS.requestsWithExtraWave - 20_000);
  expect(leftFor([judged('rs-none', 50_000), judged('fa-saw', 20_000)])).toBeUndefined();
  expect(leftFor([judged('rs-map', 20_000)])).toBeUndefined();
});

test('a leak speaks for all, an open question before a clean endpoint, and the reader is told which were asked', () => {
  const [clean, leak] = [judged('rs-none'), judged('rs-map')];
  const open: RetentionResult = { ...clean, verdict: 'inconclusive' };
  expect(gravestOf([{ result: open }, { result: leak }]).result).toBe(leak);
  expect(gravestOf([{ result: clean }, { result: open }, { result: clean }]).result).toBe(open);
  expect(gravestOf([{ result: clean }]).result).toBe(clean);
  expect(namedEndpoints([clean], 5)).toEqual([]);
  expect(namedEndpoints([clean, leak], 5)[0]).toMatch(
    /^Asked \/rs-none \(no-retention\), \/rs-map \(unbounded-growth\) of 5 that ask for a credential/,
  );
});

test('a field of GraphQL, which has no address of its own, is not asked', () => {
  const field: Operation = { ...operation('/graphql/~query/me/user', false), source: 'graphql' };
  expect(asked(ORIGIN, [field, operation('/me', false)], [field.path, '/me'])).toEqual(['/me']);
});
