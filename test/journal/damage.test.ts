import { expect, test } from 'vitest';
import {
  type OldObjects,
  SHAPES,
  type Shape,
  serveOldObjects,
  TOKENS,
} from '../../lab/journal/old-objects.ts';
import { CHECKS } from '../../src/checks/index.ts';
import type { Identity } from '../../src/identities/identity.ts';
import type { ScanOptions } from '../../src/scan.ts';
import { scan } from '../../src/scan.ts';

/** The checks that write; all others only read. */
const WRITING = CHECKS.filter(({ id }) =>
  ['authentication', 'bola', 'property-authorization', 'data-exposure'].includes(id),
);

const named = (name: string, token: string): Identity => ({ name, credentials: [{ kind: 'bearer', token }] });
const two = [named('ada', TOKENS.ada), named('bob', TOKENS.bob)];

async function scanned<Value>(
  shape: Shape,
  options: Partial<ScanOptions>,
  look: (service: OldObjects, left: readonly string[], warnings: readonly string[]) => Value,
): Promise<Value> {
  const service = await serveOldObjects(shape);
  const warnings: string[] = [];
  try {
    const result = await scan({
      guesses: 'first',
      url: service.url,
      mode: 'active',
      checks: WRITING,
      onEvent: (event) => event.type === 'warning' && warnings.push(event.says),
      ...options,
    }).catch(() => undefined);
    return look(service, result?.notRemoved ?? [], warnings);
  } finally {
    await service.close();
  }
}

/** Every added thing is named, by its title, or by its address where it lost that. */
function expectNamed(added: readonly string[], left: readonly string[]) {
  const isNameless = (thing: string) => thing.startsWith('/stars/');
  // These have no name, and where the answer does not say their number nothing does: as many are said to be left.
  const said = left.filter((what) => what.includes('made by POST /stars'));
  expect(said.length, left.join('; ')).toBeGreaterThanOrEqual(added.filter(isNameless).length);
  for (const thing of added.filter((one) => !isNameless(one))) {
    const [name = '', number = ''] = thing.split(' ');
    expect(
      left.some((what) => what.includes(name) || what.includes(`/${number}`)),
      `${thing} among ${left.join('; ')}`,
    ).toBe(true);
  }
}

test.each(SHAPES.flatMap((shape) => [[shape, 'nobody', []] as const, [shape, 'two users', two] as const]))(
  'a service of the shape %s, scanned as %s, keeps what it had',
  (shape, _who, identities) =>
    scanned(shape, { identities }, (service, left) => {
      expect(service.writes()).toBeGreaterThan(2);
      expect(service.damaged()).toEqual([]);
      expectNamed(service.added(), left);
      if (['plain', 'parent'].includes(shape)) expect(service.added()).toEqual([]);
      if (['list', 'location'].includes(shape))
        expect(service.added().filter((thing) => !thing.startsWith('/stars/'))).toEqual([]);
    }),
);

/**
 * What is made there has no text: it is known by an identifier that its list shows since it was made. Accounts are
 * removed by anybody: the scan tries that on those that it registered.
 */
test.each([
  ['plain', ['DELETE /stars/{id}', 'DELETE /users/{id}', 'PUT /stars/{id}'], 'all'],
  ['parent', ['DELETE /stars/{id}', 'DELETE /users/{id}', 'PUT /stars/{id}'], 'all'],
  // The answer is everything, or names an old one: nothing says which is new.
  ['list', ['DELETE /users/{id}'], 'none'],
  ['location', ['DELETE /users/{id}'], 'none'],
  // Nothing is made, and the identifier of an old one is answered.
  ['upsert', ['DELETE /users/{id}'], 'nothing made'],
  ['wrong-id', ['DELETE /users/{id}'], 'nothing made'],
] as const)('of a service of the shape %s, %j are written to', async (shape, at, removed) => {
  const service = await serveOldObjects(shape);
  try {
    const result = await scan({
      ...{ url: service.url, guesses: 'first', mode: 'active', identities: two },
      checks: CHECKS.filter(({ id }) => id === 'bola').map((check) => ({
        ...check,
        rules: check.rules.filter(({ id }) => id === 'foreign-object-written'),
      })),
    });
    expect(service.damaged()).toEqual([]);
    const places = result.findings.flatMap(({ locations }) => locations.map(({ operation }) => operation));
    expect(places.sort()).toEqual(at);
    const stars = service.added().filter((thing) => thing.startsWith('/stars/'));
    expect(stars.length > 0).toBe(removed === 'none');
    expect(result.notRemoved?.some((what) => what.includes('made by POST /stars')) ?? false).toBe(
      removed !== 'all',
    );
  } finally {
    await service.close();
  }
});

test('what cannot be read back is not removed by a guess, and is named as the answer called it', () =>
  scanned('unreadable', { identities: two }, (service, left) => {
    expect(service.added().length).toBeGreaterThan(0);
    expectNamed(service.added(), left);
  }));

test.each([1, 2, 3, 5, 8, 13, 18])('stopped at write %i, the scan still removes what it made', async (at) => {
  const service = await serveOldObjects('plain');
  const stop = new AbortController();
  service.onWrite((count) => count === at && stop.abort());
  try {
    await scan({
      url: service.url,
      guesses: 'first',
      mode: 'active',
      checks: WRITING,
      signal: stop.signal,
    }).catch(() => undefined);
    expect(service.writes()).toBeGreaterThanOrEqual(at);
    expect(service.damaged()).toEqual([]);
    expect(service.added()).toEqual([]);
  } finally {
    await service.close();
  }
});

test('what bears no name and was being made when the scan was stopped is said to be left', async () => {
  const service = await serveOldObjects('plain');
  const stop = new AbortController();
  const nameless = () => service.added().filter((thing) => thing.startsWith('/stars/'));
  service.onWrite(() => nameless().length > 0 && stop.abort());
  try {
    const result = await scan({
      ...{ url: service.url, guesses: 'first', mode: 'active', checks: WRITING, signal: stop.signal },
    });
    // No answer named it, so nothing tells it from what others made.
    expect(service.added()).toEqual(nameless());
    expect(nameless()).toHaveLength(1);
    expect(result.notRemoved).toEqual([
      expect.stringMatching(/made by POST \/stars, if it exists: no answer came$/),
    ]);
  } finally {
    await service.close();
  }
});

test.each([
  ['the number of requests', { maxRequests: 60 }],
  ['a smaller number of requests', { maxRequests: 25 }],
  ['the time', { maxTimeMs: 600 }],
])('where %s is used up, the scan still removes what it made', (_what, options) =>
  scanned('plain', options, (service, left) => {
    expect(service.damaged()).toEqual([]);
    // What bears no name and was not known again before the end may be anybody's: it stays, and is said.
    const nameless = service.added().filter((thing) => thing.startsWith('/stars/'));
    expect(service.added()).toEqual(nameless);
    expect(left.filter((what) => what.includes('POST /stars')).length).toBeGreaterThanOrEqual(
      nameless.length,
    );
  }),
);
