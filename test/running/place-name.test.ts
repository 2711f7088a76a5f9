import { expect, test } from 'vitest';
import type { Exchange } from '../../src/http/exchange.ts';
import type { Operation } from '../../src/openapi/operation.ts';
import { DetectionSet } from '../../src/running/detection-set.ts';
import { generalised } from '../../src/running/place-name.ts';

test.each([
  ['/items/815', '/items/{}'],
  ['/items/815/parts/9', '/items/{}/parts/{}'],
  ['/v1/users/550e8400-e29b-41d4-a716-446655440000', '/v1/users/{}'],
  ['/files/5f3c9a7be21d44f0aa01bb02', '/files/{}'],
  ['/orders/01ARZ3NDEKTSV4RRFFQ69G5FAV', '/orders/{}'],
  ['/u/ada%40example.org', '/u/{}'],
  ['/u/ada@example.org/x', '/u/{}/x'],
  ['/orders/ORD-2026-0017', '/orders/{}'],
  ['/customers/cus_NffrFeUfNV2Hib', '/customers/{}'],
  ['/customers/cus_9s6XKzkNRiz8i3', '/customers/{}'],
  ['/t/eyJhbGciOiJIUzI1NiJ9', '/t/{}'],
  ['/keys/MTIzNDU2Nzg5MDEy', '/keys/{}'],
  ['/connect/OAuth2Authorization', '/connect/OAuth2Authorization'],
  ['/-1', '/{}'],
  ['/api/v2/users', '/api/v2/users'],
  ['/oauth2/token', '/oauth2/token'],
  ['/.well-known/openid-configuration', '/.well-known/openid-configuration'],
  ['/backup2024.tar.gz', '/backup2024.tar.gz'],
  ['/assets/main.3f2a91bc.js', '/assets/main.3f2a91bc.js'],
  ['/internal-administration-dashboard/settings', '/internal-administration-dashboard/settings'],
  ['/%zz/%ff', '/%zz/%ff'],
  ['/', '/'],
])('%s is seen at %s', (path, place) => {
  expect(generalised(path)).toBe(place);
});

function operation(method: string, path: string, source: Operation['source']): Operation {
  const server = 'http://127.0.0.1:1';
  const none = { parameters: [], bodies: [], responses: [], deprecated: false, tags: [] };
  return { id: `${method} ${path}`, method, path, server, source, ...none };
}

function placeOf(method: string, path: string, operations: readonly Operation[]): string | undefined {
  const url = `http://127.0.0.1:1${path}`;
  const exchange = {
    id: 1,
    identity: 'anonymous',
    request: { method, url, headers: [] },
  } as unknown as Exchange;
  const set = new DetectionSet('low', operations);
  set.add({ confidence: 'likely', evidenceSummary: 'x', proof: [{ exchange, note: 'x' }] });
  return set.list()[0]?.place;
}

test('the name of a place holds no identifier, whatever is known of it', () => {
  const spec = [operation('GET', '/items/{name}', 'spec')];
  expect(placeOf('GET', '/items/blue', spec)).toBe('GET /items/{name}');
  // No operation of this method is documented, but the path is.
  expect(placeOf('PATCH', '/items/blue', spec)).toBe('PATCH /items/{name}');
  expect(placeOf('PATCH', '/items/815?x=7', [])).toBe('PATCH /items/{}');
  expect(placeOf('GET', '/items/815', [operation('GET', '/items/815', 'crawl')])).toBe('GET /items/{}');
  expect(placeOf('GET', '', [])).toBe('GET /');
});
