import { describe, expect, test } from 'vitest';
import { completeRequest } from '../../src/http/complete-request.ts';
import { matchOperation } from '../../src/openapi/cross-reference.ts';
import { loadSpec } from '../../src/openapi/load.ts';
import { requestFor } from '../../src/openapi/samples.ts';

const query = (name: string, example: unknown, more: object = {}) => ({
  name,
  in: 'query',
  required: true,
  example,
  ...more,
});
const inPath = (name: string, example: unknown) => ({ name, in: 'path', required: true, example });

async function asked(path: string, parameters: readonly object[], overrides = {}) {
  const document = {
    openapi: '3.0.3',
    info: { title: 'Shelf', version: '1' },
    servers: [{ url: 'http://127.0.0.1:8080/api' }],
    paths: { [path]: { get: { parameters, responses: {} } } },
  };
  const spec = await loadSpec({ uri: 'http://127.0.0.1:8080/openapi.json', text: JSON.stringify(document) });
  const [operation] = spec.operations;
  if (!operation) throw new Error('no operation');
  const { url } = requestFor(operation, spec, { overrides });
  expect(matchOperation(spec.operations, 'GET', url)?.id).toBe(operation.id);
  return url.slice('http://127.0.0.1:8080/api'.length);
}

test.each([
  ['a letter beyond ASCII', '/straße', [], '/stra%C3%9Fe'],
  ['another script, and beyond the basic plane', '/本/😀', [], '/%E6%9C%AC/%F0%9F%98%80'],
  ['half a surrogate pair', '/a\ud800b', [], '/a%EF%BF%BDb'],
  ['a space', '/my path', [], '/my%20path'],
  ['an escape that is there already', '/caf%C3%A9', [], '/caf%C3%A9'],
  ['a lone percent sign', '/100%', [], '/100%25'],
  ['what a path may hold as it stands', "/a:b@c!$&'()*+,;=~-._", [], "/a:b@c!$&'()*+,;=~-._"],
  ['what it may not', '/a[0]/b|c^d"<e>`\\', [], '/a%5B0%5D/b%7Cc%5Ed%22%3Ce%3E%60%5C'],
  ['an open brace', '/a{id', [], '/a%7Bid'],
  ['a fragment', '/a#b', [], '/a'],
  ['a slash within a value', '/f/{name}', [inPath('name', 'a/b c')], '/f/a%2Fb%20c'],
  ['a query part with a variable', '/find?q={q}', [query('q', 'red & blue')], '/find?q=red%20%26%20blue'],
  ['a variable under another name', '/find?text={q}', [query('q', 'x')], '/find?text=x'],
  ['a fixed pair that is declared too', '/list?type=book', [query('type', 'film')], '/list?type=book'],
  ['a fixed pair beside a declared one', '/list?v=2', [query('q', 'x')], '/list?v=2&q=x'],
  ['a fixed name alone', '/list?flat', [], '/list?flat'],
  ['RFC 6570 query', '/find{?q,page}', [query('q', 'x')], '/find?q=x'],
  ['RFC 6570 continued query', '/find?v=2{&q}', [query('q', 'x')], '/find?v=2&q=x'],
  ['RFC 6570 reserved', '/files/{+path}', [inPath('path', 'a')], '/files/a'],
  ['RFC 6570 segments', '/a{/b}', [inPath('b', 'x')], '/a/x'],
  ['RFC 6570 label', '/a{.b}', [inPath('b', 'json')], '/a.json'],
  ['RFC 6570 exploded', '/a/{b*}', [inPath('b', 'x')], '/a/x'],
  ['a router’s constraint', '/a/{id:int}', [inPath('id', 7)], '/a/7'],
])('%s', async (_name, path, parameters, expected) => {
  expect(await asked(path, parameters)).toBe(expected);
});

describe('a query part of the template and what a caller wants', () => {
  test('the caller’s value stands where the template has one', async () => {
    expect(await asked('/find?q={q}', [query('q', 'x')], { query: { q: "'" } })).toBe("/find?q='");
    expect(await asked('/list?type=book', [], { query: { type: 'film' } })).toBe('/list?type=film');
  });

  test('what the caller leaves out is left out', async () => {
    expect(await asked('/find?q={q}&v=2', [query('q', 'x')], { query: { q: undefined } })).toBe('/find?v=2');
  });
});

test.each([
  ['http://a.test/straße?q=ü b', 'http://a.test/stra%C3%9Fe?q=%C3%BC%20b'],
  ['http://a.test/a\r\nX: 1', 'http://a.test/a%0D%0AX:%201'],
  ['http://a.test/\udc00', 'http://a.test/%EF%BF%BD'],
  ['http://a.test/%/../[x]', 'http://a.test/%/../[x]'],
])('a rule’s own URL %j is sent as a URL may be', (url, sent) => {
  expect(completeRequest({ url }, 'x').url).toBe(sent);
});
