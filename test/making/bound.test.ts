import { expect, test } from 'vitest';
import type { Surface } from '../../src/discovery/surface.ts';
import { addressAbove, boundTo, sameTemplate, variablesIn } from '../../src/making/bound.ts';
import type { Operation } from '../../src/openapi/operation.ts';

const operation = (method: string, path: string): Operation => ({
  ...{
    id: `${method} ${path}`,
    method,
    path,
    server: 'http://api.example',
    source: 'spec',
    deprecated: false,
  },
  ...{ bodies: [], responses: [], tags: [] },
  parameters: variablesIn(path).map((name) => ({ name, in: 'path', required: true })),
});
const operations = [
  operation('POST', '/bookings/{bookingId}/guests'),
  operation('DELETE', '/bookings/{id}/guests/{guestId}'),
  operation('GET', '/bookings'),
  operation('GET', '/orders/{id}'),
];
const surface = { operations } as unknown as Surface;
const [maker] = operations as [Operation];

test('whatever stands below the same parent has it in its path, by whatever name', () => {
  const bound = boundTo(surface, maker, ['a/b']);
  expect(bound.operation.path).toBe('/bookings/a%2Fb/guests');
  expect(bound.surface.operations.map(({ path }) => path)).toEqual([
    '/bookings/a%2Fb/guests',
    '/bookings/a%2Fb/guests/{guestId}',
    '/bookings',
    '/orders/{id}',
  ]);
  expect(bound.surface.operations.map(({ parameters }) => parameters.length)).toEqual([0, 1, 0, 1]);
  expect(bound.operation.id).toBe(maker.id);
});

test('without parents nothing is bound', () => {
  expect(boundTo(surface, maker, []).surface.operations).toEqual(operations);
});

test('paths are compared by their places', () => {
  expect(sameTemplate('/a/{x}/b', '/a/{y}/b/')).toBe(true);
  expect(sameTemplate('/a/{x}/b', '/a/c/b')).toBe(false);
  expect(addressAbove('/spaces/{slug}/rooms/{no}/bookings')).toBe('/spaces/{slug}/rooms/{no}');
  expect(addressAbove('/bookings')).toBe('');
});
