import { describe, expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { isGraphqlRead } from '../../src/http/graphql-reads.ts';
import { openSession } from '../../src/http/session.ts';
import { openTransport } from '../../src/http/transport.ts';

const JSON_TYPE = 'application/json';

function post(body: string, type = JSON_TYPE) {
  return { method: 'POST', headers: [['Content-Type', type]] as const, body };
}

const query = (document: string) => JSON.stringify({ query: document });

describe('a POST reads only', () => {
  test.each([
    ['shorthand', query('{__typename}')],
    [
      'named, with variables and their defaults',
      '{"query":"query A($a: In = {b: [1]}) @d(x: {y: 1}) { a }","variables":{"a":1}}',
    ],
    ['fragments', query('fragment F on A { id } query { a { ...F } } { b }')],
    ['words in strings and as fields', query('{ a(b: "} mutation { x }") mutation subscription { query } }')],
    ['escaped quotes', query(`{a(b:${JSON.stringify(`"'"\\ \n{`)})}`)],
    ['a batch', JSON.stringify([{ query: '{a}' }, { query: '{b}' }])],
  ])('%s', (_name, body) => {
    expect(isGraphqlRead(post(body))).toBe(true);
    expect(isGraphqlRead(post(body, 'text/plain;charset=utf-8'))).toBe(true);
  });

  test('a form with a query and nothing else', () => {
    const form = 'application/x-www-form-urlencoded';
    expect(isGraphqlRead(post('query=%7B__typename%7D', form))).toBe(true);
    expect(isGraphqlRead(post('query=mutation%7Ba%7D', form))).toBe(false);
    expect(isGraphqlRead(post('query=%7Ba%7D&query=mutation%7Ba%7D', form))).toBe(false);
    expect(isGraphqlRead(post('query=%7Ba%7D&name=x', form))).toBe(false);
  });
});

describe('a POST that may change something', () => {
  test.each([
    ['mutation', query('mutation { a }')],
    ['subscription', query('subscription { a }')],
    [
      'mutation beside a query, chosen by name',
      '{"query":"query A { a } mutation B { b }","operationName":"B"}',
    ],
    ['mutation behind a comment', query('# {\nmutation { a }')],
    ['comment that ends at another line break', query('{ a } #\u2028 {\r mutation { b }')],
    ['block string', query('{ a(b: """\\""" """) } mutation { x }')],
    ['open string', query('{ a(b: "} } mutation { x }')],
    ['unbalanced', query('{ a } } mutation { b')],
    ['never closed', query('query A')],
    ['schema definition', query('type A { b: C }')],
    ['one of a batch', JSON.stringify([{ query: '{a}' }, { query: 'mutation {b}' }])],
    ['empty batch', '[]'],
    ['a member twice', '{"query":"{a}","query":"mutation {b}"}'],
    ['persisted query', '{"query":"{a}","extensions":{"persistedQuery":{"sha256Hash":"0"}}}'],
    ['no query', '{"id":1}'],
    ['a search of REST', '{"query":"lamps"}'],
    ['no JSON', 'query=1'],
  ])('%s', (_name, body) => {
    expect(isGraphqlRead(post(body))).toBe(false);
  });

  test.each([
    ['PUT', { ...post(query('{a}')), method: 'PUT' }],
    ['another type', post(query('{a}'), 'application/xml')],
    [
      'two types',
      {
        ...post(query('{a}')),
        headers: [
          ['Content-Type', JSON_TYPE],
          ['content-type', 'text/xml'],
        ] as const,
      },
    ],
    ['no body', { method: 'POST', headers: [['Content-Type', JSON_TYPE]] as const }],
  ])('%s', (_name, request) => {
    expect(isGraphqlRead(request)).toBe(false);
  });
});

test('safe mode lets queries out, and neither mutations nor what asks to be another method', async () => {
  const lab = await serveLab({
    routes: (_request, response) => response.end('{"data":{"__typename":"Query"}}'),
  });
  const transport = openTransport();
  const { client } = openSession({
    ...{ transport: transport.send, scope: [lab.url], mode: 'safe', maxRequests: 10, concurrency: 1 },
    ...{ signal: new AbortController().signal, userAgent: 'test' },
  });
  const send = (document: string, more: readonly (readonly [string, string])[] = [], path = '/graphql') =>
    client.attempt({
      ...post(query(document)),
      headers: [['Content-Type', JSON_TYPE], ...more],
      url: lab.url + path,
    });
  try {
    expect(await send('{__typename}')).toMatchObject({ response: { status: 200 } });
    const refused = { code: 'unsafe-method' };
    await expect(send('mutation{a}')).rejects.toMatchObject(refused);
    await expect(send('{a}', [['X-HTTP-Method-Override', 'DELETE']])).rejects.toMatchObject(refused);
    await expect(send('{a}', [], '/graphql?_method=DELETE')).rejects.toMatchObject(refused);
    expect(lab.requests()).toBe(1);
  } finally {
    transport.close();
    await lab.close();
  }
});
