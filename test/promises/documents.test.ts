import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { loadSpec } from '../../src/openapi/load.ts';
import { validate } from '../../src/openapi/schema-check.ts';
import { scan } from '../../src/scan.ts';

const nothing = { resolve: (node: unknown) => node };

describe('if, then and else of a schema', () => {
  const schema = JSON.parse(
    '{"if":{"properties":{"kind":{"const":"parcel"}}},"then":{"required":["weight"]},"else":{"required":["pages"]}}',
  ) as object;
  test.each([
    ['then holds', { kind: 'parcel', weight: 3 }, []],
    ['then is broken', { kind: 'parcel', pages: 3 }, ['lacks "weight"']],
    ['else holds', { kind: 'letter', pages: 3 }, []],
    ['else is broken', { kind: 'letter', weight: 3 }, ['lacks "pages"']],
  ])('%s', (_name, value, says) => {
    expect(validate(nothing, schema, value).map((one) => one.says)).toEqual(says);
  });
});

test('Swagger 2: what an operation produces wins over what the document produces', async () => {
  const responses = { 200: { description: 'all', schema: { type: 'array' } } };
  const { operations } = await loadSpec({
    uri: 'swagger.json',
    text: JSON.stringify({
      swagger: '2.0',
      info: { title: 'Notes', version: '1' },
      produces: ['application/xml'],
      paths: {
        '/own': { get: { produces: ['text/csv', 'application/json'], responses } },
        '/shared': { get: { responses } },
      },
    }),
  });
  const typesOf = (path: string) =>
    operations
      .find((operation) => operation.path === path)
      ?.responses.flatMap(({ content }) => content.map(({ mediaType }) => mediaType));
  expect(typesOf('/own')).toEqual(['text/csv', 'application/json']);
  expect(typesOf('/shared')).toEqual(['application/xml']);
});

test('a second document that a page embeds is read where the first is none', async () => {
  const document = {
    openapi: '3.0.3',
    info: { title: 'Notes', version: '1' },
    paths: { '/hidden/notes': { get: { responses: { 200: { description: 'all' } } } } },
  };
  const page = `<!doctype html><div id="swagger-ui"></div><script>
const first = { "spec": {"openapi": "nothing to read", "paths": 5} };
const second = { "spec": ${JSON.stringify(document)} };
SwaggerUIBundle(second)</script>`;
  const lab = await serveLab({
    routes: new Hono().get('/docs', (c) => c.html(page)).get('/hidden/notes', (c) => c.json([{ id: 7 }])),
  });
  try {
    const { surface } = await scan({ guesses: 'first', url: lab.url, checks: [] });
    expect(surface.spec?.title).toBe('Notes');
  } finally {
    await lab.close();
  }
});

test('an operation that answers 410 is gone, as one that answers 404', async () => {
  const openapi = {
    openapi: '3.0.3',
    info: { title: 'Notes', version: '1' },
    paths: {
      '/notes': { get: { responses: { 200: { description: 'all' } } } },
      '/old': { get: { responses: { 200: { description: 'all' } } } },
    },
  };
  const routes = new Hono().get('/notes', (c) => c.json([{ id: 7 }])).get('/old', (c) => c.json({}, 410));
  const lab = await serveLab({ routes, openapi });
  try {
    const { findings, operations } = await scan({
      guesses: 'first',
      url: lab.url,
      selection: { include: ['dead-documented-operation'], exclude: [] },
    });
    expect(findings.flatMap(({ locations }) => locations.map((place) => place.operation))).toEqual([
      'GET /old',
    ]);
    expect(operations.find(({ id }) => id === 'GET /old')?.status).toBe('not-found');
  } finally {
    await lab.close();
  }
});
