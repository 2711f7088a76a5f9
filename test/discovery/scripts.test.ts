import { describe, expect, test } from 'vitest';
import { scripted } from '../../lab/discovery/scripted-services.ts';
import { readScript } from '../../src/discovery/script-requests.ts';
import { textLinks } from '../../src/discovery/text-links.ts';
import { discovering } from './discovering.ts';

/** `GET /x?name,always!` of what a script sends or names. */
function read(source: string): string[] {
  return readScript(source).requests.map(({ method = '-', url, query, body }) => {
    const names = [...query].map(([name, always]) => (always ? `${name}!` : name));
    return [
      method,
      url,
      ...(names.length > 0 ? [names.join()] : []),
      ...(body ? [membersOf(body.schema)] : []),
    ].join(' ');
  });
}

/** `x,y{z}` of a body with these members. */
function membersOf(schema: unknown): string {
  const { properties = {} } = schema as { readonly properties?: Readonly<Record<string, unknown>> };
  return Object.entries(properties)
    .map(([name, held]) => {
      const inner = membersOf(held);
      return inner === '' ? name : `${name}{${inner}}`;
    })
    .join();
}

const template = (text: string) => text.replaceAll('@{', '${');

test.each([
  [
    "const call = (m, p, b, h) => fetch(p, { method: m, headers: h }); call('GET', '/cart', undefined, { 'X-Host-Account': a })",
    ['X-Host-Account'],
  ],
  ["fetch('/cart', { headers: { Authorization: t, 'X-Cart-Id': id } })", ['X-Cart-Id']],
  [
    "const api = (p, o) => fetch('/api' + p, o); api('/cart', { headers: { 'X-Organisation': org } })",
    ['X-Organisation'],
  ],
  ["const api = (p) => fetch('/api' + p, { headers: { 'X-Tenant': tenant } }); api('/cart')", ['X-Tenant']],
  ["fetch('/cart', { headers: { 'X-Request-Id': id, 'X-CSRF-Token': t, 'X-Api-Key': k, Accept: a } })", []],
])('headers that name an object are kept, and others are not: %s', (source, headers) => {
  const [request] = readScript(source).requests;
  expect(request?.url).toMatch(/cart$/);
  expect(request?.headers ?? []).toEqual(headers);
});

describe('a script sends', () => {
  test.each([
    ['to a string', "fetch('/a/b')", ['- /a/b']],
    ['a method of its settings', "fetch('/a', { headers: {}, method: 'put' })", ['PUT /a']],
    ['to a sum', "fetch('/a/' + x.id + '/b')", ['- /a/{id}/b']],
    ['to a template', template('fetch(`/a/@{row.slug}/b/@{n}`)'), ['- /a/{slug}/b/{id}']],
    ['two values of one name', "fetch('/shops/' + id + '/rows/' + id)", ['- /shops/{shopId}/rows/{id}']],
    ['below a constant', "const BASE = '/api'; fetch(BASE + '/a')", ['- /api/a', '- /api']],
    ['below a host that stands empty', "const host = ''; this.http.get(host + '/a')", ['GET /a']],
    ['below a base that is told elsewhere', template('axios.get(`@{env.apiUrl}/a/@{id}`)'), ['GET /a/{id}']],
    ['below a member', "var cfg = { base: '/api' }; fetch(cfg.base + '/a')", ['- /api/a', '- /api']],
    [
      'by a wrapper',
      "const api = (p, o) => fetch('/api' + p, o); api('/a', { method: 'POST' })",
      ['POST /api/a'],
    ],
    [
      'by a wrapper that is told the method',
      "function rq(m, u) { var r = new XMLHttpRequest(); r.open(m, '/api' + u); } rq('DELETE', '/a/' + id)",
      ['DELETE /api/a/{id}'],
    ],
    [
      'by a wrapper of a wrapper',
      "const send = (path) => fetch('/api' + path); const load = (path) => send('/v1' + path); load('/a')",
      ['- /api/v1/a'],
    ],
    [
      'by a client',
      "const c = axios.create({ baseURL: '/v1' }); c.post('/a', { x: 1, y })",
      ['POST /v1/a x,y', '- /v1'],
    ],
    [
      'by jQuery',
      "$.ajax({ url: '/a.php?id=' + id, type: 'DELETE' }); $.getJSON('/b')",
      ['DELETE /a.php id!', 'GET /b'],
    ],
    ['a query', "fetch('/a?x=' + x + (y ? '&y=' + y : ''))", ['- /a y,x!']],
    ['a query of its settings', "axios.get('/a', { params: { x, y: 1 } })", ['GET /a x,y']],
    ['a query that is made elsewhere', "fetch('/a?' + new URLSearchParams({ x, y: z }))", ['- /a x,y']],
    ['what is to be done', "fetch('/a.php?action=view&id=' + id)", ['- /a.php?action=view id!']],
    ['a query that a comment names', "fetch('/a') // try ?deep=1", ['- /a deep']],
    ['a body', "fetch('/a', { method: 'POST', body: JSON.stringify({ x: 1, y: z }) })", ['POST /a x,y']],
    [
      'a body that another call wraps',
      "const send = async (method, path, data) => { const r = await fetch(path, { method, body: JSON.stringify({ data }) }); return r.json() }; send('POST', '/a', item('notes', { x, y: 1 }))",
      ['POST /a data{x,y}'],
    ],
    [
      'a body that functions of its own put together',
      "const send = (method, path, data) => fetch(path, { method, headers: { 'Content-Type': 'application/vnd.api+json' }, body: data ? JSON.stringify({ data }) : undefined }); const item = (type, attributes) => ({ type, attributes }); send('POST', '/a', item('notes', { x, y: { z: 1 } }))",
      ['POST /a data{type,attributes{x,y{z}}}'],
    ],
    [
      'the settings of a call, spread and written out by its wrapper',
      "function api(path, o) { return fetch('/api' + path, { ...o, body: JSON.stringify(o.body) }) } api('/a', { method: 'POST', body: { ...common, x, y } })",
      ['POST /api/a x,y'],
    ],
    [
      'a form',
      "const up = (id, file) => { const f = new FormData(); f.append('picture', file); f.append('note', n); return fetch('/a/' + id, { method: 'POST', body: f }) }",
      ['POST /a/{id} picture,note'],
    ],
    ['events', 'new EventSource("/stream")', ['- /stream']],
    [
      'routes of an object',
      "var r = { one: (id) => '/a/' + id }; axios.get(r.one(1))",
      ['GET /a/{id}', '- /a/{id}'],
    ],
    ['modules', "import x from './x.js'; import('/y.js')", ['- ./x.js', '- /y.js']],
    ['nothing to maps', "m.get('x'); m.delete('/' + k); m.get(k); params.get('/')", []],
    ['nothing within a regular expression', "const t = /fetch\\('\\/a'\\)/.test(s) / 2", []],
    ['nothing that a template language left over', "fetch('/a/{{id}}'); fetch('/b/<%= id %>')", []],
  ])('%s', (_name, source, sent) => expect(read(source)).toEqual(sent));

  test.each([
    ['a text', "{ x: 'one' }", { type: 'string', example: 'one' }],
    ['a whole number', '{ x: 12 }', { type: 'integer', example: 12 }],
    ['a number that is converted', '{ x: Number(form.x.value) * 100 }', { type: 'number' }],
    ['a truth', '{ x: true }', { type: 'boolean', example: true }],
    ['a box that is ticked', '{ x: form.x.checked }', { type: 'boolean' }],
    ['a moment', '{ x: new Date(d).toISOString() }', { type: 'string', format: 'date-time' }],
    [
      'a list',
      '{ x: [{ y: 1 }] }',
      { type: 'array', items: { type: 'object', properties: { y: { type: 'integer', example: 1 } } } },
    ],
    ['what is not said', '{ x: form.x.value }', {}],
  ])('a member that is %s', (_name, body, expected) => {
    const [request] = readScript(`fetch('/a', { method: 'POST', body: JSON.stringify(${body}) })`).requests;
    expect(request?.body?.schema).toEqual({ type: 'object', properties: { x: expected } });
  });

  test.each([
    "fetch('/a",
    'fetch(`/a/$' + '{',
    '/*',
    'f(((((',
    '))))',
    "'\\",
    template('`@{`@{`@{`@{`@{`@{`@{`@{`'),
  ])('whatever is wrong with it: %s', (source) => expect(() => readScript(source)).not.toThrow());

  test.each(["'/a'+", 'fetch(', '`$' + '{', '/[', 'a=(', '{a:', 'f=(a)=>', '//', "'", 'x.y('])(
    'and in time that grows with its length: %s',
    (piece) => {
      const ms = (length: number) => {
        const source = piece.repeat(length / piece.length);
        const from = process.cpuUsage().user;
        readScript(source);
        return (process.cpuUsage().user - from) / 1_000;
      };
      ms(20_000);
      expect(ms(200_000)).toBeLessThan(4_000);
    },
  );
});

describe('texts', () => {
  test.each([
    ['Use `GET /v1/tasks/{key}` instead.', ['/v1/tasks/{key}']],
    ['Formerly /api/v1/people/:id.', ['/api/v1/people/{id}']],
    ['- POST /a/b?x=1&y={y}', ['/a/b']],
    ['and/or, 1/2, https://a.example/b/c, ../d, </p>, 5 km/h', []],
  ])('%s', (text, urls) => expect(textLinks(text).map(({ url }) => url)).toEqual(urls));
});

describe('a service that only its scripts describe', () => {
  test('is found with variables, queries and bodies, and nothing with a doing name is asked', async () => {
    const asked: string[] = [];
    await discovering(scripted(asked), ({ operations, surface }) => {
      expect(operations).toEqual([
        'GET /',
        'GET /api/paper.php?action=view',
        'GET /api/people/{id}/leave',
        'GET /api/reports/stock.csv',
        'GET /api/slip.php',
        'GET /api/stock',
        'GET /api/stock/{id}',
        'GET /api/stock/{id}/lots/{lot}/sheet',
        'GET /api/v2/crates',
        'GET /api/v2/crates/{id}',
        'GET /beta/about',
        'GET /internal/pulse',
        'GET /old/count',
        'GET /static/settings.json',
        'PATCH /api/v2/crates/{id}',
        'POST /api/stock',
        'PUT /api/me',
      ]);
      const parametersOf = (id: string) =>
        surface.operations
          .find((operation) => operation.id === id)
          ?.parameters.map(({ name, in: where, required }) => `${where} ${name}${required ? '!' : ''}`);
      expect(parametersOf('GET /api/stock')).toEqual(['query open', 'query page!']);
      expect(parametersOf('GET /api/slip.php')).toEqual(['query id!']);
      expect(parametersOf('GET /static/settings.json')).toEqual(['query verbose']);
      const add = surface.operations.find(({ id }) => id === 'POST /api/stock');
      expect(add?.bodies[0]?.schema).toMatchObject({ properties: { sku: {}, count: {} } });
    });
    expect(asked.filter((one) => /^(?:PUT|PATCH|DELETE) |^POST .api.stock|wipe/.test(one))).toEqual([]);
  });

  test('finds no more where every unknown path answers with the page', () =>
    discovering(scripted([], true), ({ operations }) => {
      expect(operations).not.toContain('GET /screens/{tab}/{panel}');
      expect(operations).toHaveLength(17);
    }));
});
