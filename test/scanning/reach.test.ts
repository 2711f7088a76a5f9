import { expect, test } from 'vitest';
import type { LabApp } from '../../lab/app.ts';
import { serveLab } from '../../lab/app.ts';
import { documented, pathParameter } from '../../lab/documented.ts';
import { judge } from '../../src/compare/gate.ts';
import type { ScanResult } from '../../src/result.ts';
import { scan } from '../../src/scan.ts';

async function scanned(app: LabApp): Promise<ScanResult> {
  const lab = await serveLab(app);
  try {
    return await scan({ url: lab.url, guesses: 'first' });
  } finally {
    await lab.close();
  }
}

const statuses = ({ checks }: ScanResult) => Object.fromEntries(checks.map(({ id, status }) => [id, status]));

test('a service that answers nothing but 404 and 204 earns no grade', async () => {
  const result = await scanned({
    routes: (request, response) => response.writeHead(request.url?.split('?')[0] === '/' ? 204 : 404).end(),
  });
  expect(result.score).toMatchObject({ grade: null, value: null, operations: { known: 1, reached: 0 } });
  expect(result.operations.map(({ status }) => status)).toEqual(['empty']);
  expect(statuses(result)).toMatchObject({ authentication: 'skipped', 'data-exposure': 'skipped' });
  expect(judge(result, {})).toEqual({
    exitCode: 4,
    reasons: ['There is no grade: no operation of the API was reached, of 1 known.'],
  });
});

test('a document whose operations are all gone earns no grade', async () => {
  const result = await scanned({
    openapi: documented({ 'GET /users': {}, 'GET /orders': {} }),
    routes: (_request, response) => response.writeHead(404).end('{"error":"not found"}'),
  });
  expect(result.score.grade).toBeNull();
  expect(statuses(result)).toMatchObject({ bola: 'skipped', 'property-authorization': 'skipped' });
});

test('a service that answers with content earns one, and one that refuses everybody none', async () => {
  const open = await scanned({
    routes: (request, response) =>
      request.url === '/'
        ? response.setHeader('Content-Type', 'application/json').end('{"name":"clock"}')
        : response.writeHead(404).end('{"error":"not found"}'),
  });
  expect(open.score).toMatchObject({ extent: 'public surface only', operations: { known: 1, reached: 1 } });
  expect(open.score.grade).not.toBeNull();
  const closed = await scanned({
    routes: (_request, response) =>
      response
        .writeHead(401, { 'WWW-Authenticate': 'Bearer', 'Content-Type': 'application/json' })
        .end('{"error":"unauthorized"}'),
  });
  expect(closed.score).toMatchObject({
    grade: null,
    caps: [],
    label: 'public surface only: 0 of 1 operation reached, 1 returned 401',
  });
  expect(judge(closed, {}).exitCode).toBe(4);
  expect(judge(closed, { allowPartialCoverage: true }).exitCode).toBe(0);
});

test('with one user nothing is said of what is kept from another, though every operation answered him', async () => {
  const mine = { id: 71, owner: 'ada', text: 'milk' };
  const lab = await serveLab({
    openapi: documented({ 'GET /notes': {}, 'GET /notes/{id}': { parameters: [pathParameter('id', '1')] } }),
    routes: (request, response) => {
      const logsIn = request.headers.authorization === 'Bearer ada-token-1';
      const path = request.url?.split('?')[0];
      const found = path === '/notes' ? [mine] : path === '/notes/71' ? mine : undefined;
      response.setHeader('Content-Type', 'application/json');
      if (!path?.startsWith('/notes')) response.statusCode = 404;
      else if (!logsIn) response.writeHead(401, { 'WWW-Authenticate': 'Bearer' });
      else if (!found) response.statusCode = 404;
      response.end(JSON.stringify(logsIn && found ? found : { error: 'no' }));
    },
  });
  const identities = [{ name: 'ada', credentials: [{ kind: 'bearer' as const, token: 'ada-token-1' }] }];
  const { checks, operations } = await scan({ url: lab.url, guesses: 'first', identities });
  await lab.close();
  expect(operations.map(({ status }) => status)).toEqual(['tested', 'tested']);
  expect(checks.find(({ id }) => id === 'bola')?.coverage).toBeLessThan(0.7);
});

test('an object that is not there is told from a refusal, where nobody is refused and a user is not', async () => {
  const lab = await serveLab({
    openapi: documented({ 'GET /me': {}, 'GET /things/{id}': { parameters: [pathParameter('id', '1')] } }),
    routes: (request, response) => {
      const logsIn = request.headers.authorization === 'Bearer ada-token-1';
      const isMe = request.url === '/me';
      response.writeHead(logsIn ? (isMe ? 200 : 404) : 401, { 'Content-Type': 'application/json' });
      response.end(logsIn && isMe ? '{"name":"ada"}' : '{"error":"no"}');
    },
  });
  const identities = [{ name: 'ada', credentials: [{ kind: 'bearer' as const, token: 'ada-token-1' }] }];
  const asUser = await scan({ url: lab.url, guesses: 'first', identities });
  const asNobody = await scan({ url: lab.url, guesses: 'first' });
  await lab.close();
  expect(asUser.operations.map(({ status }) => status)).toEqual(['tested', 'not-found']);
  expect(asUser.score.label).toBe('one user: 1 of 2 operations reached, 1 returned 404');
  expect(asNobody.operations.map(({ status }) => status)).toEqual(['unauthorized', 'unauthorized']);
});

test('whoever is shown his own list, where strangers are shown an empty one, was let in', async () => {
  const notes = new Map([
    ['Bearer ada-token-1', [{ id: 'n-71', title: 'milk' }]],
    ['Bearer bob-token-1', [{ id: 'n-82', title: 'bread' }]],
  ]);
  const lab = await serveLab({
    openapi: documented({ 'GET /notes': {} }),
    routes: (request, response) =>
      request.url?.startsWith('/notes')
        ? response
            .setHeader('Content-Type', 'application/json')
            .end(JSON.stringify({ items: notes.get(request.headers.authorization ?? '') ?? [] }))
        : response.writeHead(404).end('{"error":"not found"}'),
  });
  const bearer = (name: string) => ({
    name,
    credentials: [{ kind: 'bearer' as const, token: `${name}-token-1` }],
  });
  const extents: string[] = [];
  for (const names of [[], ['ada'], ['ada', 'bob'], ['ada', 'eve']])
    extents.push(
      (await scan({ url: lab.url, guesses: 'first', identities: names.map(bearer) })).score.extent,
    );
  await lab.close();
  expect(extents).toEqual(['public surface only', 'one user', 'two users', 'one user']);
});

test.each([
  [500, 'server-error'],
  [503, 'server-error'],
  [429, 'rate-limited'],
  [400, 'bad-request'],
  [405, 'method-not-allowed'],
  [415, 'unsupported-media-type'],
  [403, 'forbidden'],
  [302, 'redirected'],
  [999, 'unexpected'],
])('%i to every operation is no grade, and has its own word', async (status, word) => {
  const result = await scanned({
    openapi: documented({ 'GET /users': {}, 'GET /orders': {} }),
    routes: (_request, response) =>
      response.writeHead(status, { Location: '/elsewhere', 'Retry-After': '3600' }).end('{"error":"no"}'),
  });
  expect(result.score).toMatchObject({ grade: null, operations: { reached: 0 } });
  expect(result.operations.map((operation) => operation.status)).toEqual([word, word]);
  expect(judge(result, { threshold: 0 }).exitCode).toBe(4);
});

test('a target that dies in the middle earns no grade, and its last request is named', async () => {
  let dead = false;
  const result = await scanned({
    openapi: documented({ 'GET /users': {}, 'GET /crash': {} }),
    routes: (request, response) => {
      dead ||= request.url === '/crash';
      if (dead) return void request.socket.destroy();
      response.setHeader('Content-Type', 'application/json').end('[{"name":"ada"}]');
    },
  });
  expect(result.partial).toMatch(/stopped answering at .*GET \/crash/);
  expect(result.score.grade).toBeNull();
});

test.each([
  ['that opens nothing fails a gate', undefined, 4],
  ['that opens something passes', 'token-of-ann-0123456789', 0],
])('a login %s', async (_name, opens, exitCode) => {
  const lab = await serveLab({
    openapi: documented({ 'GET /news': {}, 'GET /about': {} }),
    routes: (request, response) => {
      response.setHeader('Content-Type', 'application/json').setHeader('X-Content-Type-Options', 'nosniff');
      if (!/^\/(?:news|about)$/.test(request.url ?? '')) return response.writeHead(404).end('{}');
      const own = opens !== undefined && request.headers.authorization === `Bearer ${opens}`;
      response.end(JSON.stringify({ path: request.url, for: own ? 'ann' : 'everybody' }));
    },
  });
  const result = await scan({
    guesses: 'first',
    url: lab.url,
    identities: [{ name: 'ann', credentials: [{ kind: 'bearer', token: 'token-of-ann-0123456789' }] }],
  });
  await lab.close();
  expect(judge(result, { threshold: 70 })).toMatchObject({
    exitCode,
    reasons: opens ? [] : [expect.stringContaining('the login opened nothing that is closed without it')],
  });
});
