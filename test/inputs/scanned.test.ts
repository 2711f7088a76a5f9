import { expect, test } from 'vitest';
import type { LabApp } from '../../lab/app.ts';
import { serveLab } from '../../lab/app.ts';
import { documented } from '../../lab/documented.ts';
import type { ScanResult } from '../../src/result.ts';
import { type ScanOptions, scan } from '../../src/scan.ts';

const HASH = '$2b$10$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuvwxyz01234';
const ONLY = { include: ['password-hash-exposed'], exclude: [] };

/** Nothing leads to its clerks: no document, no link, no guess. One of them is shown whole, to whoever has the token. */
function office(seen: string[] = []): LabApp {
  return {
    openapi: documented({ 'GET /notes': {} }),
    routes(request, response) {
      const { url = '', headers } = request;
      const path = url.split('?')[0];
      response.setHeader('Content-Type', 'application/json');
      seen.push(`${request.method} ${url} ${headers.authorization ?? ''}`.trim());
      if (path === '/notes') return void response.end('[{"id":1,"text":"a"}]');
      if (path === '/zz9/clerks/815') {
        if (headers['x-key'] === 'k') return void response.end('{"id":815,"name":"Ada"}');
        if (headers.authorization !== 'Bearer tok-8f7e6d5c4b3a2910')
          return void response
            .writeHead(401, { 'WWW-Authenticate': 'Bearer' })
            .end('{"error":"unauthorized"}');
        if (headers['x-branch'] !== 'north' || !url.includes('view=full'))
          return void response.writeHead(400).end('{"error":"X-Branch and view are needed"}');
        return void response.end(JSON.stringify({ id: 815, name: 'Ada', passwordHash: HASH }));
      }
      response.writeHead(404).end('{"error":"not found"}');
    },
  };
}

interface Scanned {
  readonly result: ScanResult;
  readonly warnings: readonly string[];
  readonly seen: readonly string[];
}

async function scanned(text: (url: string) => string, options: Partial<ScanOptions> = {}): Promise<Scanned> {
  const seen: string[] = [];
  const lab = await serveLab(office(seen));
  const warnings: string[] = [];
  try {
    const result = await scan({
      guesses: 'first',
      url: lab.url,
      specs: [{ uri: 'given', text: text(lab.url) }],
      selection: ONLY,
      onEvent: (event) => event.type === 'warning' && warnings.push(event.says),
      ...options,
    });
    return { result, warnings, seen };
  } finally {
    await lab.close();
  }
}

function expectFound({ result, warnings }: Scanned, what: string): void {
  expect(result.findings.flatMap(({ locations }) => locations.map(({ operation }) => operation))).toEqual([
    expect.stringMatching(/^GET \/zz9\/clerks\/\{\w+\}$/),
  ]);
  expect(result.operations.filter(({ source }) => source === 'request')).toEqual([
    expect.objectContaining({ status: 'tested', testedAs: ['default'] }),
  ]);
  expect(warnings).toContain(`The ${what} given carries a bearer token: it is used as the first user.`);
  expect(JSON.stringify(result)).not.toContain('tok-8f7e6d5c4b3a2910');
}

const har = (url: string, more: unknown[] = []) =>
  JSON.stringify({
    log: {
      version: '1.2',
      entries: [
        {
          request: {
            method: 'GET',
            url: `${url}/zz9/clerks/815?view=full`,
            headers: [
              { name: 'Authorization', value: 'Bearer tok-8f7e6d5c4b3a2910' },
              { name: 'X-Branch', value: 'north' },
              { name: 'sec-fetch-mode', value: 'cors' },
            ],
          },
          response: { status: 200, content: { mimeType: 'application/json', text: '{"id":815}' } },
        },
        ...more,
      ],
    },
  });
const elsewhere = {
  request: { method: 'GET', url: 'https://cdn.example/x', headers: [] },
  response: { status: 200 },
};

test('HAR: an operation that only the recording knows, with its values, its user and what was left out', async () => {
  const told = await scanned((url) => har(url, [elsewhere, elsewhere]));
  expectFound(told, 'HAR file');
  expect(told.warnings).toContain(
    'The HAR file given: 1 request became 1 operation. Left out: 2 to other origins (https://cdn.example).',
  );
  expect(told.result.operations.map(({ id }) => id)).toContain('GET /notes');
});

test('Postman: the target takes the place of the variable', async () => {
  const collection = {
    info: { name: 'Office' },
    auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{token}}' }] },
    variable: [
      { key: 'baseUrl', value: 'https://office.example/zz9' },
      { key: 'token', value: 'tok-8f7e6d5c4b3a2910' },
    ],
    item: [
      {
        name: 'a clerk',
        request: {
          url: { raw: '{{baseUrl}}/clerks/:clerkId?view=full', variable: [{ key: 'clerkId', value: '815' }] },
          header: [{ key: 'X-Branch', value: 'north' }],
        },
      },
    ],
  };
  const told = await scanned(() => JSON.stringify(collection));
  expect(told.result.findings).toHaveLength(1);
  expect(told.result.findings[0]?.locations[0]?.operation).toBe('GET /clerks/{clerkId}');
  expect(told.warnings).toContain(
    'The Postman collection given carries a bearer token: it is used as the first user.',
  );
  expect(JSON.stringify(told.result)).not.toContain('tok-8f7e6d5c4b3a2910');
});

test('curl and raw requests', async () => {
  const command = (url: string) =>
    `curl '${url}/zz9/clerks/815?view=full' -H 'X-Branch: north' -H 'Authorization: Bearer tok-8f7e6d5c4b3a2910'`;
  expectFound(await scanned(command), 'curl command');
  const raw = (url: string) =>
    `GET /zz9/clerks/815?view=full HTTP/1.1\r\nHost: ${new URL(url).host}\r\nX-Branch: north\r\nAuthorization: Bearer tok-8f7e6d5c4b3a2910\r\n\r\n`;
  expectFound(await scanned(raw), 'raw request');
});

test('without the file nobody knows the operation', async () => {
  const { result } = await scanned(() => '', { specs: [] });
  expect(result.findings).toEqual([]);
});

test('passwords in recorded bodies and secret variables stand in no report', async () => {
  const login = {
    request: {
      method: 'POST',
      url: 'URL/notes',
      headers: [],
      postData: {
        mimeType: 'application/json',
        text: '{"user":"ada","login":{"password":"Wq7-kestrel-91"}}',
      },
    },
    response: { status: 200 },
  };
  const seen: string[] = [];
  const lab = await serveLab({
    routes(request, response) {
      seen.push(request.method ?? '');
      response
        .setHeader('Content-Type', 'application/json')
        .end('{"password":"Wq7-kestrel-91","at":"Wq7-kestrel-91"}');
    },
  });
  const text = JSON.stringify({ log: { entries: [login] } }).replaceAll('URL', lab.url);
  const result = await scan({
    guesses: 'first',
    url: lab.url,
    specs: [{ uri: 'given', text }],
    mode: 'active',
    maxTimeMs: 20_000,
  });
  await lab.close();
  expect(seen).toContain('POST');
  expect(result.operations.map(({ id }) => id)).toContain('POST /notes');
  expect(JSON.stringify(result)).not.toContain('Wq7-kestrel-91');
});

test('users that were named are meant, and the file’s is not sent', async () => {
  const ada = {
    name: 'ada',
    credentials: [{ kind: 'api-key', in: 'header', name: 'X-Key', value: 'k' }],
  } as const;
  const { warnings, seen, result } = await scanned(har, { identities: [ada] });
  expect(warnings).toContain(
    'The HAR file given carries a bearer token, which is not used: the users are those that you named.',
  );
  expect(seen.filter((line) => line.includes('tok-8f7e6d5c4b3a2910'))).toEqual([]);
  expect(result.findings).toEqual([]);
});

test('a recorded credential that counts no more is said, and the scan goes on without it', async () => {
  const { result, warnings } = await scanned((url) =>
    har(url).replace('tok-8f7e6d5c4b3a2910', 'tok-of-yesterday-1234'),
  );
  expect(warnings.join('\n')).toMatch(
    /The credential in the HAR file given counts no more, so that the scan goes on without it\./,
  );
  expect(result.operations.find(({ source }) => source === 'request')).toMatchObject({
    status: 'unauthorized',
  });
});

test('a file of other origins alone is said', async () => {
  const { warnings } = await scanned(() => har('https://office.example'));
  expect(warnings[0]).toMatch(
    /^The HAR file given holds no request to http:\/\/127.0.0.1:\d+\. Left out: 1 to other origins \(https:\/\/office\.example\)\.$/,
  );
});

test('several documents: operations of all, the first one’s where two name the same, each with its own references', async () => {
  const second = {
    openapi: '3.1.0',
    info: { title: 'second', version: '1' },
    paths: {
      '/notes': { get: { operationId: 'other', responses: {} } },
      '/zz9/clerks/{id}': {
        get: {
          parameters: [
            { $ref: '#/components/parameters/Id' },
            { $ref: '#/components/parameters/View' },
            { $ref: '#/components/parameters/Branch' },
          ],
          responses: {},
        },
      },
    },
    components: {
      parameters: {
        Id: { name: 'id', in: 'path', required: true, schema: { $ref: '#/components/schemas/Id' } },
        View: { name: 'view', in: 'query', required: true, schema: { const: 'full' } },
        Branch: { name: 'X-Branch', in: 'header', required: true, example: 'north' },
      },
      schemas: { Id: { type: 'integer', const: 815 } },
    },
  };
  const first = documented({ 'GET /notes': { operationId: 'mine' } });
  const bearer = { name: 'ada', credentials: [{ kind: 'bearer', token: 'tok-8f7e6d5c4b3a2910' }] } as const;
  const { result } = await scanned(() => '', {
    identities: [bearer],
    specs: [
      { uri: 'first.json', text: JSON.stringify(first) },
      { uri: 'second.json', text: JSON.stringify(second) },
    ],
  });
  expect(result.operations.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['GET /notes', 'GET /zz9/clerks/{id}']),
  );
  expect(result.findings.map(({ locations }) => locations[0]?.spec)).toEqual([
    { uri: 'second.json', pointer: '/paths/~1zz9~1clerks~1{id}/get', line: 1 },
  ]);
});
