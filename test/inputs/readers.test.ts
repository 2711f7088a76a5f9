import { describe, expect, test } from 'vitest';
import { readCurl } from '../../src/inputs/curl.ts';
import { readHar } from '../../src/inputs/har.ts';
import { readPostman } from '../../src/inputs/postman.ts';
import { readRawRequests } from '../../src/inputs/raw-requests.ts';
import type { RecordedRequest, Recording } from '../../src/inputs/recorded-request.ts';
import { shellCommands } from '../../src/inputs/shell-words.ts';

/** A request in a line or two. */
function told({ method, address, headers, body }: RecordedRequest): string {
  const { base = '', path, pathValues, query } = address;
  const values = [...pathValues].map(([name, value]) => `${name}=${value}`).join(' ');
  const search = query.map(([name, value]) => `${name}=${value ?? ''}`).join('&');
  const lines = headers.map(([name, value]) => ` ${name}: ${value}`).join('');
  return `${method} ${base}${path}${search && `?${search}`}${values && ` (${values})`}${lines}${body ? ` ${body.mediaType} ${JSON.stringify(body.example)}` : ''}`;
}
const all = ({ requests }: Recording) => requests.map(told);

describe('Postman', () => {
  const item = (request: unknown, more: object = {}) => ({ name: 'one', request, ...more });
  const collection = (items: unknown[], more: object = {}) => ({
    info: { name: 'Shop' },
    item: items,
    ...more,
  });
  const read = (items: unknown[], more: object = {}) => all(readPostman(collection(items, more)));
  const variable = [
    { key: 'baseUrl', value: 'https://{{host}}/v1/' },
    { key: 'host', value: 'shop.example' },
    { key: 'orderId', value: '815' },
    { key: 'kind', value: 'open' },
  ];

  test.each<[string, unknown, string]>([
    ['a URL as text', '{{baseUrl}}/orders', 'GET https://shop.example/v1/orders'],
    [
      'an identifier in a variable',
      '{{baseUrl}}/orders/{{orderId}}',
      'GET https://shop.example/v1/orders/{orderId} (orderId=815)',
    ],
    ['a word in a variable', '{{baseUrl}}/orders/{{kind}}', 'GET https://shop.example/v1/orders/open'],
    [
      'a variable without a value',
      '{{baseUrl}}/orders/{{nothing}}',
      'GET https://shop.example/v1/orders/{nothing}',
    ],
    ['a base without a value', '{{other}}/orders', 'GET /orders'],
    [
      'variables of the path, and a switched-off pair of the query',
      {
        url: {
          raw: '{{baseUrl}}/orders/:id?page=2&off=1',
          query: [
            { key: 'page', value: '2' },
            { key: 'off', value: '1', disabled: true },
          ],
          variable: [{ key: 'id', value: '{{orderId}}' }],
        },
      },
      'GET https://shop.example/v1/orders/{id}?page=2 (id=815)',
    ],
    [
      'a URL in parts alone',
      { url: { protocol: 'http', host: ['shop', 'example'], port: '81', path: ['a', 'b'] } },
      'GET http://shop.example:81/a/b',
    ],
    [
      'JSON with a variable where a number stands',
      { method: 'POST', url: '{{baseUrl}}/orders', body: { mode: 'raw', raw: '{"of": {{nothing}}}' } },
      'POST https://shop.example/v1/orders application/json {"of":1}',
    ],
    [
      'a form',
      {
        method: 'PUT',
        url: '{{baseUrl}}/orders',
        body: {
          mode: 'urlencoded',
          urlencoded: [
            { key: 'kind', value: '{{kind}}' },
            { key: 'off', value: '1', disabled: true },
          ],
        },
      },
      'PUT https://shop.example/v1/orders application/x-www-form-urlencoded {"kind":"open"}',
    ],
    [
      'a form with a file',
      {
        method: 'POST',
        url: '{{baseUrl}}/pictures',
        body: {
          mode: 'formdata',
          formdata: [
            { key: 'of', value: 'me' },
            { key: 'file', type: 'file', src: '/etc/passwd' },
          ],
        },
      },
      'POST https://shop.example/v1/pictures multipart/form-data {"of":"me","file":"sample"}',
    ],
    [
      'GraphQL',
      {
        method: 'POST',
        url: '{{baseUrl}}/graphql',
        body: { mode: 'graphql', graphql: { query: '{ me { id } }', variables: '{"a":1}' } },
      },
      'POST https://shop.example/v1/graphql application/json {"query":"{ me { id } }","variables":{"a":1}}',
    ],
  ])('%s', (_name, request, expected) => {
    expect(read([item(request)], { variable })).toEqual([expected]);
  });

  const token = (value: string) => ({ type: 'bearer', bearer: [{ key: 'token', value }] });
  test('authorization is inherited, replaced and switched off', () => {
    const items = [
      item('http://a.example/1'),
      {
        name: 'folder',
        auth: { type: 'basic', basic: { username: 'ada', password: 'pw' } },
        item: [item('http://a.example/2')],
      },
      item({ url: 'http://a.example/3', auth: { type: 'noauth' } }),
      item({
        url: 'http://a.example/4',
        auth: {
          type: 'apikey',
          apikey: [
            { key: 'key', value: 'k' },
            { key: 'value', value: 'v' },
            { key: 'in', value: 'query' },
          ],
        },
      }),
    ];
    expect(read(items, { auth: token('t-1') })).toEqual([
      'GET http://a.example/1 Authorization: Bearer t-1',
      `GET http://a.example/2 Authorization: Basic ${Buffer.from('ada:pw').toString('base64')}`,
      'GET http://a.example/3',
      'GET http://a.example/4?k=v',
    ]);
  });

  test('a credential without a value is said by the name of its variable', () => {
    const { problems, requests } = readPostman(
      collection([item('http://a.example/1')], { auth: token('{{myToken}}') }),
    );
    expect(requests[0]?.headers).toEqual([]);
    expect(problems).toEqual([
      expect.stringContaining('stands in the variable "myToken", which has no value'),
    ]);
  });

  test('an environment goes before the collection', () => {
    const recording = readPostman(
      collection([item('{{baseUrl}}/a')], { variable }),
      new Map([['host', 'staging.example']]),
    );
    expect(all(recording)).toEqual(['GET https://staging.example/v1/a']);
  });

  test('variables of a folder hold in it alone, before the collection and behind an environment', () => {
    const folder = {
      item: [item('https://{{host}}/{{kind}}'), { item: [item('https://{{host}}/inner/{{kind}}')] }],
      variable: [
        { key: 'host', value: 'folder.example' },
        { key: 'kind', value: 'closed' },
        { key: 'folderToken', value: 's3cr3t-of-the-folder' },
      ],
    };
    const items = [folder, item('https://{{host}}/{{kind}}')];
    const recording = readPostman(collection(items, { variable }));
    expect(all(recording)).toEqual([
      'GET https://folder.example/closed',
      'GET https://folder.example/inner/closed',
      'GET https://shop.example/open',
    ]);
    expect(recording.secrets).toEqual(['s3cr3t-of-the-folder']);
    const staging = new Map([['host', 'staging.example']]);
    expect(all(readPostman(collection(items, { variable }), staging))[0]).toBe(
      'GET https://staging.example/closed',
    );
  });

  test('variables in circles have no value, and those that multiply themselves end', () => {
    const circle = [
      { key: 'a', value: '{{b}}' },
      { key: 'b', value: '{{a}}' },
    ];
    expect(read([item('http://x.example/{{a}}')], { variable: circle })).toEqual([
      'GET http://x.example/{a}',
    ]);
    const bomb = Array.from({ length: 60 }, (_, at) => ({
      key: `v${at}`,
      value: `{{v${at + 1}}}{{v${at + 1}}}`,
    }));
    const grown = [...bomb, { key: 'v60', value: 'lol' }];
    expect(read([item('http://x.example/ok?a={{v0}}')], { variable: grown })).toHaveLength(1);
  });

  test('prototype keys are names like others', () => {
    const odd = JSON.parse(
      '{"mode":"urlencoded","urlencoded":[{"key":"__proto__","value":"x"},{"key":"constructor","value":"y"}]}',
    );
    const [line] = read([
      item({ method: 'POST', url: 'http://a.example/{{__proto__}}/{{constructor}}', body: odd }),
    ]);
    expect(line).toBe(
      'POST http://a.example/{__proto__}/{constructor} application/x-www-form-urlencoded {"__proto__":"x","constructor":"y"}',
    );
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  test('folders in folders without end are counted', () => {
    let deep: object = item('http://a.example/deep');
    for (let level = 0; level < 5_000; level += 1) deep = { item: [deep] };
    const { requests, leftOut } = readPostman(collection([deep, item('http://a.example/1')]));
    expect(requests.map(told)).toEqual(['GET http://a.example/1']);
    expect([...leftOut]).toEqual([['in folders nested more than 100 deep', 1]]);
  });
});

describe('HAR', () => {
  const entry = (request: object, response: object = {}, more: object = {}) => ({
    request: { method: 'GET', headers: [], queryString: [], ...request },
    response: { status: 200, content: { mimeType: 'application/json', text: '{}' }, ...response },
    ...more,
  });
  const read = (entries: unknown[]) => readHar({ log: { version: '1.2', entries } });

  test('requests with what they carried', () => {
    const posted = {
      method: 'POST',
      url: 'https://a.example/login?x=a%20b',
      headers: [{ name: 'X-Tenant', value: 'blue' }],
      cookies: [{ name: 'sid', value: '1' }],
      postData: {
        mimeType: 'application/x-www-form-urlencoded',
        params: [{ name: 'user', value: 'ada%20l' }],
      },
    };
    expect(all(read([entry(posted)]))).toEqual([
      'POST https://a.example/login?x=a b X-Tenant: blue Cookie: sid=1 application/x-www-form-urlencoded {"user":"ada l"}',
    ]);
  });

  test('what is no part of an API is counted by its reason', () => {
    const { requests, leftOut } = read([
      entry({ url: 'https://a.example/api/me' }),
      entry({ url: 'https://a.example/app.js' }),
      entry({ url: 'https://a.example/x' }, {}, { _resourceType: 'image' }),
      entry({ url: 'https://a.example/gone' }, { status: 404 }),
      entry({ url: 'wss://a.example/live' }),
      entry({
        method: 'OPTIONS',
        url: 'https://a.example/api/me',
        headers: [{ name: 'Access-Control-Request-Method', value: 'PUT' }],
      }),
      null,
      {},
    ]);
    expect(requests.map(told)).toEqual(['GET https://a.example/api/me']);
    expect(Object.fromEntries(leftOut)).toEqual({
      'for static files': 2,
      'that were answered as absent': 1,
      'without an HTTP address': 3,
      'that browsers ask before others (preflights)': 1,
    });
  });

  test('a hundred thousand entries are read in bounded time, and the rest is counted', () => {
    const entries = Array.from({ length: 100_000 }, (_, at) =>
      entry({ url: `https://a.example/users/${at}` }),
    );
    const started = performance.now();
    const { requests, leftOut } = read(entries);
    expect(requests).toHaveLength(50_000);
    expect([...leftOut]).toEqual([['beyond the first 50,000', 50_000]]);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('curl', () => {
  test.each<[string, string, string]>([
    ['plain', 'curl a.example/x', 'GET http://a.example/x'],
    ['behind a prompt and a path', '$ /usr/bin/curl https://a.example', 'GET https://a.example/'],
    ['a method', "curl -sSXDELETE 'https://a.example/x?a=1#top'", 'DELETE https://a.example/x?a=1'],
    [
      'JSON',
      `curl https://a.example/x -H 'Content-Type: application/json' --data-raw '{"a":"it'\\''s"}' --compressed`,
      `POST https://a.example/x Content-Type: application/json application/json {"a":"it's"}`,
    ],
    [
      '--json',
      `curl --json '{"a":1}' https://a.example/x`,
      'POST https://a.example/x application/json {"a":1}',
    ],
    [
      'bash quotes',
      `curl https://a.example/x --data-raw $'{"a":"\\u00e9\\'"}'`,
      `POST https://a.example/x application/json {"a":"é'"}`,
    ],
    [
      'pieces of a form',
      'curl -d a=1 -d b=2 https://a.example/x',
      'POST https://a.example/x application/x-www-form-urlencoded {"a":"1","b":"2"}',
    ],
    [
      'a form with a file',
      'curl -F of=me -F file=@/etc/passwd https://a.example/x',
      'POST https://a.example/x multipart/form-data {"of":"me","file":"sample"}',
    ],
    [
      'a query',
      'curl -G -d a=1 --data-urlencode "b=x y" https://a.example/x',
      'GET https://a.example/x?a=1&b=x y',
    ],
    [
      'a login',
      'curl -u ada:pw https://a.example/x',
      `GET https://a.example/x Authorization: Basic ${Buffer.from('ada:pw').toString('base64')}`,
    ],
    ['cookies', 'curl -b "a=1; b=2" https://a.example/x', 'GET https://a.example/x Cookie: a=1; b=2'],
    ['a variable of the shell', 'curl "$API/orders/$ORDER"', 'GET /orders/{ORDER}'],
    ['lines continued', 'curl \\\n  -X PUT \\\n  https://a.example/x', 'PUT https://a.example/x'],
    [
      'for Windows',
      'curl ^"https://a.example/x?a=1^&b=2^" ^\r\n  -H ^"X-A: 1^"',
      'GET https://a.example/x?a=1&b=2 X-A: 1',
    ],
  ])('%s', (_name, command, expected) => {
    expect(all(readCurl(command))).toEqual([expected]);
  });

  test('several commands, and other commands between them', () => {
    const text =
      '#!/bin/sh\nTOKEN=x\n# curl nothing\ncurl a.example/1; echo done && curl a.example/2 | jq .\ncurl a.example/3 --next a.example/4\n';
    expect(all(readCurl(text))).toEqual([1, 2, 3, 4].map((at) => `GET http://a.example/${at}`));
  });

  test('a body from a file is not read, and that is said', () => {
    const { problems } = readCurl('curl -X POST -d @/etc/passwd a.example/x');
    expect(problems).toEqual([expect.stringContaining('takes its body from a file, which is not read')]);
  });

  test('quotes that nothing closes end with the text', () => {
    expect(shellCommands(`a 'b c`)).toEqual([['a', 'b c']]);
    expect(shellCommands('a "b c')).toEqual([['a', 'b c']]);
  });
});

describe('raw requests', () => {
  test('one as it goes over the wire', () => {
    const text =
      'POST /orders?a=1 HTTP/1.1\r\nHost: a.example:81\r\nContent-Type: application/json\r\n\r\n{"a":1}';
    expect(all(readRawRequests(text))).toEqual([
      'POST //a.example:81/orders?a=1 Host: a.example:81 Content-Type: application/json application/json {"a":1}',
    ]);
  });

  test('a file of an editor', () => {
    const text =
      '@host = https://a.example/v1\n\n### list\n# a comment\nGET {{host}}/orders\n  ?page=1\n  &size=2\nX-Tenant: blue\n\n### one\n{{host}}/orders/7\n\n> {% client.log() %}\n';
    expect(all(readRawRequests(text))).toEqual([
      'GET https://a.example/v1/orders?page=1&size=2 X-Tenant: blue',
      'GET https://a.example/v1/orders/7',
    ]);
  });
});
