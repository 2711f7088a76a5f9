import { expect, test } from 'vitest';
import { loadSpec } from '../../src/openapi/load.ts';
import { requestFor } from '../../src/openapi/samples.ts';
import { type ScanOptions, scan } from '../../src/scan.ts';
import { serving } from '../discovery/served-below.ts';

const HASH = '$2b$10$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuvwxyz01234';

const filter = {
  required: true,
  content: {
    'application/json': {
      schema: { type: 'object', required: ['page'], properties: { page: { type: 'integer', example: 3 } } },
    },
  },
};
const DOCUMENT = {
  openapi: '3.2.0',
  $self: 'https://shop.example/openapi.json',
  info: { title: 'Shop', version: '1' },
  tags: [
    { name: 'people', summary: 'People', kind: 'nav' },
    { name: 'clerks', parent: 'people' },
  ],
  security: [{ key: [] }],
  components: {
    securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
    schemas: { Event: { type: 'object', required: ['kind'], properties: { kind: { enum: ['made'] } } } },
  },
  paths: {
    '/clerks': {
      query: {
        tags: ['clerks'],
        parameters: [{ name: 'sort', in: 'query', schema: { type: 'string' } }],
        requestBody: filter,
        responses: { 200: { description: 'OK' } },
      },
      additionalOperations: { COPY: { responses: { 201: { description: 'made' } } } },
    },
    '/events': {
      post: {
        requestBody: {
          content: {
            'application/jsonl': {
              itemSchema: { $ref: 'https://shop.example/openapi.json#/components/schemas/Event' },
            },
          },
        },
        responses: { 200: { description: 'OK' } },
      },
    },
  },
};

async function scanned(options: Partial<ScanOptions>) {
  const bodies: string[] = [];
  const service = await serving((path, request) => {
    if (path !== '/clerks') return undefined;
    if (request.method !== 'QUERY')
      return { status: 405, body: { error: 'no' }, headers: { Allow: 'QUERY' } };
    request.on('data', (chunk) => bodies.push(String(chunk)));
    const sort = new URL(request.url ?? '', 'http://x').searchParams.get('sort') ?? '';
    if (sort.split("'").length % 2 === 0)
      return { status: 500, body: { error: `You have an error in your SQL syntax near '${sort}'` } };
    return { body: [{ id: 815, name: 'Ada', passwordHash: HASH }] };
  });
  try {
    const result = await scan({
      guesses: 'first',
      url: service.url,
      specs: [{ uri: 'shop.json', text: JSON.stringify(DOCUMENT) }],
      ...options,
    });
    return { result, bodies, methods: new Set(service.seen.map(({ line }) => line.split(' ')[0])) };
  } finally {
    service.close();
  }
}

const only = (...include: string[]) => ({ selection: { include, exclude: [] } });

test('a QUERY is read in safe mode, with its body, and judged as other reads', async () => {
  const { result, bodies, methods } = await scanned(
    only('password-hash-exposed', 'unauthenticated-operation'),
  );
  expect(result.operations.find(({ id }) => id === 'QUERY /clerks')).toMatchObject({ status: 'tested' });
  expect(new Set(bodies)).toEqual(new Set(['{"page":3}']));
  const at = result.findings.map(({ rule, locations }) => `${rule} ${locations[0]?.operation}`);
  expect(at.sort()).toEqual([
    'password-hash-exposed QUERY /clerks',
    'unauthenticated-operation QUERY /clerks',
  ]);
  expect(methods.has('COPY')).toBe(false);
  expect(result.score.operations).toEqual({ known: 3, reached: 1 });
});

test('its parameters are places, and its body goes with them', async () => {
  const { result, bodies } = await scanned({ ...only('sql-injection'), mode: 'active' });
  expect(result.findings.map(({ locations }) => locations[0]?.operation)).toEqual(['QUERY /clerks']);
  expect(new Set(bodies)).toEqual(new Set(['{"page":3}']));
});

test('what is streamed is written item by item, by the name that the document gives itself', async () => {
  const spec = await loadSpec({
    uri: 'shop.json',
    text: JSON.stringify(DOCUMENT),
    target: 'https://shop.example',
  });
  const events = spec.operations.find(({ path }) => path === '/events');
  const request = events && requestFor(events, spec);
  expect(request?.body).toBe('{"kind":"made"}\n');
  expect(spec.problems).toEqual([]);
});
