import { describe, expect, test } from 'vitest';
import type { Problems } from '../../src/openapi/problems.ts';
import {
  chooseServer,
  declaresServer,
  openApi3Servers,
  pathOf,
  swagger2Servers,
} from '../../src/openapi/servers.ts';

const BESIDE = { url: 'https://docs.example/specs/openapi.json', isApiBase: false };
const AT_BASE = { url: 'http://127.0.0.1:9/base', isApiBase: true };

function read(root: object, base = BESIDE, operation: object = {}, pathItem: object = {}) {
  const said: string[] = [];
  const problems = { add: (says: string) => said.push(says) } as Partial<Problems> as Problems;
  const of = 'swagger' in root ? swagger2Servers : openApi3Servers;
  return { servers: of({ ...root }, base, problems)({ ...pathItem }, { ...operation }), said };
}
const urls = (...of: string[]) => ({ servers: of.map((url) => ({ url })) });

describe('OpenAPI 3', () => {
  test.each<[string, string]>([
    ['https://api.example/v1', 'https://api.example/v1'],
    ['https://api.example/v1/', 'https://api.example/v1'],
    ['https://api.example/v1?key=1#top', 'https://api.example/v1'],
    ['/v1', 'https://docs.example/v1'],
    ['v1', 'https://docs.example/specs/v1'],
    ['', 'https://docs.example'],
    [' ', 'https://docs.example'],
    ['//api.example/v1', 'https://api.example/v1'],
    ['api.example/v1', 'https://api.example/v1'],
    ['localhost:8080', 'https://localhost:8080'],
    ['gateway:8080/v1', 'https://gateway:8080/v1'],
    ['{scheme}://api.example/v1', 'https://api.example/v1'],
    ['{host}/v1', 'https://host/v1'],
    ['https://{Region Name}.api.example:{port}/v1', 'https://region-name.api.example/v1'],
    ['https://{}.api.example', 'https://host.api.example'],
    ['openapi.json', 'https://docs.example/specs/openapi.json'],
    ['./api.example', 'https://docs.example/specs/api.example'],
    ['https://api.example/{version}', 'https://api.example/{version}'],
  ])('a server "%s" is %s', (written, url) => {
    expect(read(urls(written))).toEqual({ servers: [url], said: [] });
  });

  test.each([
    ['another protocol', 'ftp://api.example'],
    ['no host', 'mailto:a@b.example'],
    ['over 2,000 characters', `https://api.example/${'a'.repeat(2_000)}`],
  ])('no address to ask: %s', (_name, written) => {
    expect(read(urls(written, 'https://api.example')).servers).toEqual(['https://api.example']);
    expect(read(urls(written)).servers).toEqual(['https://docs.example']);
  });

  test('what is no HTTP address is said', () => {
    expect(read(urls('ftp://api.example')).said).toEqual([
      'Server "ftp://api.example" is no HTTP address and was left out.',
    ]);
  });

  test('variables are filled by their default, else by the first allowed value', () => {
    const variables = { a: { default: 'one' }, b: { enum: ['two', 'three'] }, c: { default: 8443 }, d: {} };
    const servers = [{ url: 'https://{a}.{b}.example:{c}/{d}', variables }];
    expect(read({ servers }).servers).toEqual(['https://one.two.example:8443/{d}']);
  });

  test('those of the operation go before those of the path, and these before the document’s; each once', () => {
    const [all, path, own] = [urls('/all'), urls('/path'), urls('/own', '/own')];
    expect(read(all, BESIDE, own, path).servers).toEqual(['https://docs.example/own']);
    expect(read(all, BESIDE, {}, path).servers).toEqual(['https://docs.example/path']);
    expect(read(all).servers).toEqual(['https://docs.example/all']);
  });

  test('without any, the root of the host, or the base that is known', () => {
    expect(read({}).servers).toEqual(['https://docs.example']);
    expect(read({}, AT_BASE).servers).toEqual(['http://127.0.0.1:9/base']);
    expect(read({ servers: [{ description: 'no url' }] }).servers).toEqual(['https://docs.example']);
  });
});

describe('Swagger 2.0', () => {
  const swagger = (more: object, base = BESIDE, operation: object = {}) =>
    read({ swagger: '2.0', ...more }, base, operation);

  test('schemes × host × basePath', () => {
    const servers = swagger({
      schemes: ['http', 'wss', 'HTTPS'],
      host: 'api.example',
      basePath: '/v1',
    }).servers;
    expect(servers).toEqual(['http://api.example/v1', 'https://api.example/v1']);
  });

  test('what is missing is taken from where the document lives', () => {
    expect(swagger({}).servers).toEqual(['https://docs.example']);
    expect(swagger({ basePath: 'v1' }).servers).toEqual(['https://docs.example/v1']);
    expect(swagger({ host: 'api.example' }, AT_BASE).servers).toEqual(['http://api.example']);
    expect(swagger({}, AT_BASE).servers).toEqual(['http://127.0.0.1:9/base']);
    expect(swagger({ basePath: '/v2' }, AT_BASE).servers).toEqual(['http://127.0.0.1:9/v2']);
    expect(swagger({ schemes: ['ws'] }).servers).toEqual(['https://docs.example']);
    expect(swagger({ host: '', basePath: '/api/v1' }).servers).toEqual(['https://docs.example/api/v1']);
  });

  test('an operation may have schemes of its own', () => {
    const root = { schemes: ['https'], host: 'api.example' };
    expect(swagger(root, BESIDE, { schemes: ['http'] }).servers).toEqual(['http://api.example']);
    expect(swagger(root, BESIDE, { schemes: [] }).servers).toEqual(['https://api.example']);
  });

  test('a host that is none is said, and left out', () => {
    expect(swagger({ host: 'a b' })).toEqual({
      servers: ['https://docs.example'],
      said: ['Host "a b" is no address and was left out.'],
    });
  });
});

describe('the server to test', () => {
  const choose = (target: string | undefined, ...servers: string[]) =>
    chooseServer(servers, { ...BESIDE, ...(target === undefined ? {} : { target }) });
  test.each<[string, string | undefined, string[], string]>([
    [
      'at the target’s origin',
      'http://t.example:1/',
      ['http://t.example:2', 'http://t.example:1'],
      'http://t.example:1',
    ],
    [
      'at its host',
      'http://t.example:1/',
      ['https://docs.example', 'http://t.example:2'],
      'http://t.example:2',
    ],
    [
      'where the document lives',
      'http://t.example/',
      ['https://a.example', 'https://docs.example/v1'],
      'https://docs.example/v1',
    ],
    [
      'whose path was typed',
      'http://t.example/v2/users',
      ['https://a.example/v1', 'http://a.example/v2'],
      'http://a.example/v2',
    ],
    ['a secure one', 'http://t.example/', ['http://a.example', 'https://b.example'], 'https://b.example'],
    [
      'a secure one, without a target',
      undefined,
      ['http://a.example', 'https://b.example'],
      'https://b.example',
    ],
    ['the first', undefined, ['http://a.example', 'http://b.example'], 'http://a.example'],
    [
      'of several at the origin, the typed path',
      'http://t.example/v2/users',
      ['http://t.example/v1', 'http://t.example/v2'],
      'http://t.example/v2',
    ],
    [
      'of several that hold the typed path, the longest',
      'http://t.example/api/v2/users',
      ['http://t.example/api', 'http://t.example/api/v2'],
      'http://t.example/api/v2',
    ],
    [
      'not one that only begins alike',
      'http://t.example/v20',
      ['http://t.example/v1', 'http://t.example/v2'],
      'http://t.example/v1',
    ],
    ['none at all', undefined, [], 'https://docs.example'],
  ])('%s', (_name, target, servers, chosen) => {
    expect(choose(target, ...servers)).toBe(chosen);
  });
});

test.each([
  [{}, false],
  [{ servers: [] }, false],
  [{ servers: [{ description: 'none' }] }, false],
  [{ servers: [{ url: '/' }] }, true],
  [{ basePath: '/v1' }, true],
  [{ host: 'api.example' }, true],
])('%j says where the API is: %s', (root, declares) => expect(declaresServer(root)).toBe(declares));

test.each([
  ['https://a.example/v1/', '/v1'],
  ['https://a.example', ''],
  ['https://a.example/', ''],
  ['https://a.example//', ''],
])('the path of %s is "%s"', (url, path) => expect(pathOf(url)).toBe(path));
