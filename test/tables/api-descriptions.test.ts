import { describe, expect, test } from 'vitest';
import { isDocumentation } from '../../src/checks/disclosure.ts';
import type { Surface } from '../../src/discovery/surface.ts';
import type { Exchange } from '../../src/http/exchange.ts';

const URL = 'http://api.example/about';

function answered(body: string, type: string): Exchange {
  return {
    id: 1,
    identity: 'anonymous',
    request: { method: 'GET', url: URL, headers: [] },
    response: {
      status: 200,
      httpVersion: '1.1',
      headers: [['Content-Type', type]],
      body: Buffer.from(body),
      truncated: false,
      headMs: 1,
      totalMs: 1,
    },
  };
}

const surface = { publicDocuments: [] as readonly string[] } as Surface;
const isOne = (body: string, type = 'application/json') => isDocumentation(answered(body, type), surface);

describe('an API description is one, wherever it stands', () => {
  test.each([
    '{"openapi":"3.1.0","paths":{}}',
    '{"swagger":"2.0","paths":{}}',
    '{"asyncapi":"3.0.0","channels":{}}',
    '{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object"}',
    '{"data":{"__schema":{"types":[]}}}',
  ])('%s', (body) => expect(isOne(body)).toBe(true));

  test('in YAML', () => expect(isOne('openapi: 3.1.0\npaths: {}\n', 'application/yaml')).toBe(true));

  test.each(['swagger-ui', 'redoc', 'graphiql', 'scalar', 'rapidoc', 'stoplight'])('a page of %s', (name) => {
    expect(isOne(`<script src="/${name}.js"></script>`, 'text/html')).toBe(true);
    expect(isOne('<script src="/app.js"></script>', 'text/html')).toBe(false);
  });

  test('as a document that discovery knows', () => {
    const known = { publicDocuments: [URL] as readonly string[] } as Surface;
    expect(isDocumentation(answered('{}', 'application/json'), known)).toBe(true);
    expect(isOne('{}')).toBe(false);
  });

  test('but not a record that speaks of one, nor plain data', () => {
    expect(isOne('{"items":[{"swagger":"2.0"}]}')).toBe(false);
    expect(isOne('[{"openapi":"3.1.0"}]')).toBe(false);
    expect(isOne('{"data":{"id":7}}')).toBe(false);
  });
});
