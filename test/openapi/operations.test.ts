import { describe, expect, test } from 'vitest';
import { loadSpec } from '../../src/openapi/load.ts';
import type { Operation, Spec } from '../../src/openapi/operation.ts';
import { fixture, shelter, specOf } from './shelter.ts';

function operationOf(spec: Spec, id: string): Operation {
  const found = spec.operations.find((operation) => operation.id === id);
  if (!found)
    throw new Error(`${id} is not among ${spec.operations.map((operation) => operation.id).join(', ')}`);
  return found;
}

describe('Swagger 2.0', () => {
  test('host, basePath and schemes make the servers; the secure one is tested', async () => {
    const spec = await shelter('shelter-2.0.yaml');
    expect(spec.version).toBe('2.0');
    expect(spec.servers).toEqual(['http://shelter.example.com/api/v1', 'https://shelter.example.com/api/v1']);
    expect(operationOf(spec, 'GET /animals').server).toBe('https://shelter.example.com/api/v1');
  });

  test('parameters carry their schema and how lists are written', async () => {
    const { parameters } = operationOf(await shelter('shelter-2.0.yaml'), 'GET /animals');
    expect(parameters.map(({ name, in: place, required }) => [name, place, required])).toEqual([
      ['limit', 'query', false],
      ['kinds', 'query', true],
    ]);
    expect(parameters[0]?.schema).toEqual({ type: 'integer', minimum: 5, maximum: 50 });
    expect(parameters[0]?.pointer).toBe('/parameters/limit');
    expect(parameters[1]).toMatchObject({ style: 'pipeDelimited', explode: false });
  });

  test('body and form parameters become bodies, never parameters', async () => {
    const spec = await shelter('shelter-2.0.yaml');
    const post = operationOf(spec, 'POST /animals');
    expect(post.parameters).toEqual([]);
    expect(post).toMatchObject({ bodyRequired: true, bodies: [{ mediaType: 'application/json' }] });
    const put = operationOf(spec, 'PUT /animals/{animalId}/photo');
    expect(put.parameters.map(({ name }) => name)).toEqual(['animalId']);
    expect(put.bodies[0]).toMatchObject({
      mediaType: 'multipart/form-data',
      schema: { required: ['photo'], properties: { caption: { maxLength: 40 } } },
    });
  });

  test('responses, security and schemes', async () => {
    const spec = await shelter('shelter-2.0.yaml');
    const list = operationOf(spec, 'GET /animals');
    expect(list.responses.map(({ status, headers }) => [status, headers])).toEqual([
      ['200', ['X-Total']],
      ['default', []],
    ]);
    expect(list.responses[1]).toMatchObject({
      pointer: '/responses/Problem',
      content: [{ mediaType: 'application/json' }],
    });
    expect(list.security).toEqual([{ key: [] }]);
    expect(operationOf(spec, 'PUT /animals/{animalId}/photo')).toMatchObject({
      security: [],
      deprecated: true,
    });
    expect(spec.securitySchemes.get('key')).toMatchObject({
      type: 'apiKey',
      in: 'query',
      parameterName: 'api_key',
    });
    expect(spec.securitySchemes.get('login')?.type).toBe('basic');
    expect(spec.securitySchemes.get('partner')).toMatchObject({
      tokenUrl: 'https://login.example.com/token',
      flows: [{ grant: 'authorizationCode' }],
    });
  });
});

describe('OpenAPI 3', () => {
  test('server variables, relative servers and servers of an operation', async () => {
    const spec = await shelter('shelter-3.0.json');
    expect(spec.servers).toEqual(['https://eu.shelter.example.com/v2', 'http://127.0.0.1:8080/local']);
    expect(operationOf(spec, 'GET /animals/{animalId}').server).toBe('http://127.0.0.1:8080/local');
    expect(operationOf(spec, 'GET /health').server).toBe('https://status.example.com');
  });

  test('parameters of the operation replace those of the path', async () => {
    const get = operationOf(await shelter('shelter-3.0.json'), 'GET /animals/{animalId}');
    expect(get.parameters.map(({ name }) => name)).toEqual(['trace', 'filter[age]', 'session', 'animalId']);
    expect(get.parameters[0]?.schema).toEqual({ type: 'string', enum: ['on', 'off'] });
    expect(get.parameters[1]).toMatchObject({ schema: { type: 'integer', minimum: 2 }, required: true });
  });

  test('security: inherited, optional, none', async () => {
    const spec = await shelter('shelter-3.0.json');
    expect(operationOf(spec, 'GET /animals/{animalId}').security).toEqual([{ bearer: [] }]);
    expect(operationOf(spec, 'PATCH /animals/{animalId}').security).toEqual([{}, { bearer: ['write'] }]);
    expect(operationOf(spec, 'GET /health').security).toEqual([]);
    expect(spec.securitySchemes.get('bearer')).toMatchObject({ scheme: 'bearer', bearerFormat: 'JWT' });
  });

  test('an operation of a document without security says nothing about it', async () => {
    const spec = await shelter('shelter-3.1.yaml');
    expect(operationOf(spec, 'POST /tree')).not.toHaveProperty('security');
  });

  test('path items behind references are found; webhooks are none of ours', async () => {
    const spec = await shelter('shelter-3.1.yaml');
    expect(spec.operations.map(({ id, pointer, line }) => [id, pointer, line])).toEqual([
      ['GET /animals', '/paths/~1animals/get', 5],
      ['POST /tree', '/paths/~1tree/post', 8],
    ]);
    expect(spec.problems).toEqual([]);
  });

  test.each([
    ['no servers, from a URL', {}, 'http://127.0.0.1:8080'],
    ['an empty list', { servers: [] }, 'http://127.0.0.1:8080'],
    ['relative to the document', { servers: [{ url: 'api' }] }, 'http://127.0.0.1:8080/api'],
    ['a slash', { servers: [{ url: '/' }] }, 'http://127.0.0.1:8080'],
    ['a variable without default', { servers: [{ url: 'https://x.test/{v}' }] }, 'https://x.test/{v}'],
    ['no HTTP', { servers: [{ url: 'wss://x.test' }] }, 'http://127.0.0.1:8080'],
    ['rubbish', { servers: ['x', { url: 'http://[' }, null, { url: 5 }] }, 'http://127.0.0.1:8080'],
  ])('server: %s', async (_name, parts, server) => {
    const spec = await specOf({ ...parts, paths: { '/a': { get: {} } } });
    expect(operationOf(spec, 'GET /a').server).toBe(server);
  });

  test('a file without servers is served where the target says', async () => {
    const text = JSON.stringify({ openapi: '3.0.0', info: {}, paths: { '/a': { get: {} } } });
    const spec = await loadSpec({ uri: 'specs/a.json', text, target: 'http://127.0.0.1:9/base/' });
    expect(operationOf(spec, 'GET /a').server).toBe('http://127.0.0.1:9/base');
  });

  test('of several servers, the one at the target is tested', async () => {
    const servers = ['https://prod.test/v1', 'http://127.0.0.1:9/v1', 'http://a.test/v1'].map((url) => ({
      url,
    }));
    const text = JSON.stringify({ openapi: '3.0.0', servers, paths: { '/a': { get: {} } } });
    const spec = await loadSpec({ uri: 'http://a.test/openapi.json', text, target: 'http://127.0.0.1:9/x' });
    expect(operationOf(spec, 'GET /a').server).toBe('http://127.0.0.1:9/v1');
  });

  test('what cannot be read is left out with a sentence', async () => {
    const spec = await specOf({
      paths: {
        '/good': { get: { parameters: [{ name: 'a' }, null, { in: 'query', name: 'b' }], responses: [] } },
        '/bad': { get: 'nothing', post: null, put: { responses: { 200: { $ref: '#/nowhere' } } } },
        '/none': 7,
        noslash: { get: {} },
        'x-own': { get: {} },
      },
    });
    expect(spec.operations.map(({ id }) => id)).toEqual(['GET /good', 'PUT /bad', 'GET /noslash']);
    expect(operationOf(spec, 'GET /good').parameters.map(({ name }) => name)).toEqual(['b']);
    expect(spec.problems).toEqual([
      'Reference "#/nowhere" leads nowhere.',
      'A parameter of "GET /good" was left out: it has no name or no known place.',
      'Operation "GET /bad" was left out: it is not an object.',
      'Operation "POST /bad" was left out: it is not an object.',
      'Path "/none" was left out: it holds no operations.',
    ]);
  });

  test('OpenAPI 3.2: QUERY and additional methods', async () => {
    const paths = { '/a': { query: {}, additionalOperations: { COPY: {}, 'no method': {} } } };
    const spec = await specOf({ paths }, '3.2.0');
    expect(spec.operations.map(({ id }) => id)).toEqual(['QUERY /a', 'COPY /a']);
  });

  test('OpenAPI 3.2: a query as one parameter, and examples by their value', async () => {
    const schema = { type: 'object', required: ['page'], properties: { page: { type: 'integer' }, of: {} } };
    const content = {
      'application/x-www-form-urlencoded': { schema, examples: { a: { dataValue: { page: 7 } } } },
    };
    const get = { parameters: [{ in: 'querystring', name: 'all', content }] };
    const spec = await specOf({ paths: { '/a': { get } } }, '3.2.0');
    expect(operationOf(spec, 'GET /a').parameters).toEqual([
      expect.objectContaining({ name: 'page', in: 'query', required: true, example: 7 }),
      expect.objectContaining({ name: 'of', in: 'query', required: false }),
    ]);
    expect(spec.problems).toEqual([]);
  });

  test('OpenAPI 3.2: references to the name that a document gives itself lead into it', async () => {
    const named = { $self: 'https://a.example/api', openapi: '3.2.0', info: { title: 'a', version: '1' } };
    const parameters = { P: { name: 'p', in: 'query' } };
    const get = { parameters: [{ $ref: 'https://a.example/api#/components/parameters/P' }] };
    const text = JSON.stringify({
      ...named,
      paths: { '/a': { get } },
      components: { parameters },
      tags: [{ name: 'b', parent: 'a', kind: 'nav' }],
    });
    const spec = await loadSpec({ uri: 'specs/a.json', text, target: 'http://127.0.0.1:9/' });
    expect(operationOf(spec, 'GET /a').parameters.map(({ name }) => name)).toEqual(['p']);
    expect(spec.problems).toEqual([]);
    expect(operationOf(spec, 'GET /a').server).toBe('http://127.0.0.1:9');
  });

  test('names that every object inherits are no operations', async () => {
    const text =
      '{"openapi":"3.0.0","paths":{"__proto__":{"get":{}},"/a":{"__proto__":{"get":{"deprecated":true}},"constructor":{}}}}';
    const spec = await loadSpec({ uri: 'http://a.test/x', text });
    expect(spec.operations.map(({ id }) => id)).toEqual(['GET /__proto__']);
    expect(({} as Record<string, unknown>).get).toBeUndefined();
  });
});

test('JSON and YAML of one document read the same', async () => {
  const { stringify } = await import('yaml');
  const json = fixture('shelter-3.0.json');
  const yaml = stringify(JSON.parse(json));
  const [a, b] = await Promise.all([json, yaml].map((text) => loadSpec({ uri: 'http://a.test/spec', text })));
  const plain = (spec?: Spec) => spec?.operations.map((operation) => ({ ...operation, line: 0 }));
  expect(plain(b)).toEqual(plain(a));
  expect(b?.root).toEqual(a?.root);
});
