import { type Context, Hono } from 'hono';
import { expect, test } from 'vitest';
import { documented, pathParameter, query } from '../../lab/documented.ts';
import { bearer, exploring } from './exploring.ts';

const path = (name: string, schema: object = { type: 'string' }) => ({
  name,
  in: 'path',
  required: true,
  schema,
});
const taking = (...names: string[]) => ({ parameters: names.map((name) => path(name)) });

test('another value is tried where the first one leads nowhere', () =>
  exploring(
    {
      openapi: documented({ 'GET /books': {}, 'GET /books/{id}': taking('id') }),
      routes: new Hono()
        .get('/books', (c) => c.json([{ id: 1 }, { id: 2 }, { id: 3 }]))
        .get('/books/:id', (c) =>
          c.req.param('id') === '3' ? c.json({ id: 3, title: 'Emma' }) : c.json({ error: 'gone' }, 404),
        ),
    },
    ({ word, ordinary }) => {
      expect(word('GET /books/{id}')).toBe('tested');
      expect(ordinary('GET /books/{id}')).toBe('/books/3');
    },
  ));

test('a parameter that a refusal asks for is sent, with a value that the service gave out, and is a place', () =>
  exploring(
    {
      openapi: documented({ 'GET /accounts': {}, 'GET /statement': {} }),
      routes: new Hono()
        .get('/accounts', (c) => c.json([{ account_id: 'acc-77' }]))
        .get('/statement', (c) => {
          const account = c.req.query('account_id');
          if (account === undefined)
            return c.json({ detail: [{ loc: ['query', 'account_id'], msg: 'Field required' }] }, 422);
          return account === 'acc-77' ? c.json({ account, sum: 5 }) : c.json({ error: 'unknown' }, 404);
        }),
    },
    ({ word, ordinary, surface }) => {
      expect(word('GET /statement')).toBe('tested');
      expect(ordinary('GET /statement')).toBe('/statement?account_id=acc-77');
      const statement = surface.operations.find(({ id }) => id === 'GET /statement');
      expect(statement?.parameters.map(({ name }) => name)).toEqual(['account_id']);
    },
  ));

test('optional parameters are sent where the input is refused without them', () =>
  exploring(
    {
      openapi: documented({ 'GET /report': { parameters: [query('year', { example: '2024' })] } }),
      routes: new Hono().get('/report', (c) =>
        c.req.query('year') ? c.json({ rows: [] }) : c.json({ error: 'bad request' }, 400),
      ),
    },
    ({ word, ordinary }) => {
      expect(word('GET /report')).toBe('tested');
      expect(ordinary('GET /report')).toBe('/report?year=2024');
    },
  ));

test('required parameters of the query get what answers hold under their name', () =>
  exploring(
    {
      openapi: documented({
        'GET /cities': {},
        'GET /weather': { parameters: [query('city', {}, { required: true })] },
      }),
      routes: new Hono()
        .get('/cities', (c) => c.json([{ city: 'Riga' }]))
        .get('/weather', (c) =>
          c.req.query('city') === 'Riga' ? c.json({ sky: 'blue' }) : c.json({ error: 'unknown city' }, 404),
        ),
    },
    ({ ordinary, word }) => {
      expect(ordinary('GET /weather')).toBe('/weather?city=Riga');
      expect(word('GET /weather')).toBe('tested');
    },
  ));

test('a link fills what it leads to, whatever its fields are called', () =>
  exploring(
    {
      openapi: documented({ 'GET /start': {}, 'GET /files/{ref}': taking('ref') }),
      routes: new Hono()
        .get('/start', (c) => c.json({ _links: { newest: { href: '/files/zx81-manual' } } }))
        .get('/files/:ref', (c) =>
          c.req.param('ref') === 'zx81-manual' ? c.json({ size: 3 }) : c.json({ error: 'none' }, 404),
        ),
    },
    ({ ordinary }) => expect(ordinary('GET /files/{ref}')).toBe('/files/zx81-manual'),
  ));

test('lists of bare values and of things that have only a name give out identifiers', () =>
  exploring(
    {
      openapi: documented({
        'GET /tags': {},
        'GET /tags/{tag}': taking('tag'),
        'GET /zones': {},
        'GET /zones/{zone_id}': taking('zone_id'),
      }),
      routes: new Hono()
        .get('/tags', (c) => c.json(['red', 'blue']))
        .get('/tags/:tag', (c) => (c.req.param('tag') === 'red' ? c.json({ used: 4 }) : c.notFound()))
        .get('/zones', (c) => c.json({ zones: [{ name: 'riga.example', size: 3 }] }))
        .get('/zones/:zone', (c) =>
          c.req.param('zone') === 'riga.example' ? c.json({ size: 3 }) : c.notFound(),
        ),
    },
    ({ word }) => {
      expect(word('GET /tags/{tag}')).toBe('tested');
      expect(word('GET /zones/{zone_id}')).toBe('tested');
    },
  ));

test('an object is asked for below the parent that gave it out', () =>
  exploring(
    {
      openapi: documented({
        'GET /teams': {},
        'GET /teams/{team}/members': taking('team'),
        'GET /teams/{team}/members/{member}': taking('team', 'member'),
      }),
      routes: new Hono()
        .get('/teams', (c) => c.json([{ id: 't1' }, { id: 't2' }]))
        .get('/teams/:team/members', (c) =>
          c.req.param('team') === 't2' ? c.json([{ id: 'm5' }]) : c.json({ error: 'no members' }, 404),
        )
        .get('/teams/:team/members/:member', (c) =>
          c.req.path === '/teams/t2/members/m5' ? c.json({ id: 'm5' }) : c.json({ error: 'no' }, 404),
        ),
    },
    ({ word, ordinary }) => {
      expect(word('GET /teams/{team}/members/{member}')).toBe('tested');
      expect(ordinary('GET /teams/{team}/members/{member}')).toBe('/teams/t2/members/m5');
    },
  ));

test('the example of a document opens what hangs below it', () =>
  exploring(
    {
      openapi: documented({
        'GET /shops/{shop}': { parameters: [pathParameter('shop', 'riga-1')] },
        'GET /tills/{till}': taking('till'),
      }),
      routes: new Hono()
        .get('/shops/:shop', (c) =>
          c.req.param('shop') === 'riga-1' ? c.json({ tills: [{ id: 41 }] }) : c.json({ error: 'no' }, 404),
        )
        .get('/tills/:till', (c) => (c.req.param('till') === '41' ? c.json({ open: true }) : c.notFound())),
    },
    ({ word }) => {
      expect(word('GET /shops/{shop}')).toBe('tested');
      expect(word('GET /tills/{till}')).toBe('tested');
    },
  ));

test('the subject of the token is asked for where users are', () => {
  const part = (claims: object) => Buffer.from(JSON.stringify(claims)).toString('base64url');
  const token = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: 'u-8841' })}.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg`;
  return exploring(
    {
      openapi: documented({ 'GET /users/{id}': taking('id'), 'GET /ping': {} }),
      routes: new Hono()
        .use(async (c, next) =>
          c.req.header('Authorization') === `Bearer ${token}` || c.req.path.endsWith('.json')
            ? next()
            : c.json({ error: 'unauthorized' }, 401),
        )
        .get('/ping', (c) => c.json({ ok: true }))
        .get('/users/:id', (c) => (c.req.param('id') === 'u-8841' ? c.json({ name: 'Ann' }) : c.notFound())),
    },
    ({ word, ordinary }) => {
      expect(word('GET /users/{id}')).toBe('tested');
      expect(ordinary('GET /users/{id}')).toBe('/users/u-8841');
    },
    { identities: [bearer('user', token)] },
  );
});

test('what is refused, served or absent for good is asked once, and a wrong value four times at most', () =>
  exploring(
    {
      openapi: documented({
        'GET /closed': {},
        'GET /things': {},
        'GET /things/{id}': taking('id'),
        'GET /odd': { parameters: [query('a'), query('b')] },
      }),
      routes: new Hono()
        .get('/closed', (c) => c.json({ error: 'forbidden' }, 403))
        .get('/things', (c) => c.json([1, 2, 3, 4, 5].map((id) => ({ id }))))
        .get('/things/:id', (c) => c.json({ error: 'not here' }, 404))
        .get('/odd', (c) => c.json({ error: 'bad request' }, 400)),
    },
    ({ asked }) => {
      const times = (beginning: string) =>
        asked.filter((url) => url.startsWith(`anonymous ${beginning}`)).length;
      expect(times('/closed')).toBe(1);
      expect(times('/things/')).toBe(3);
      expect(times('/odd')).toBe(2);
      expect(new Set(asked).size).toBe(asked.length);
    },
  ));

const optional = (name: string) => query(name);
const required = (name: string) => query(name, {}, { required: true });
const own = { id: 42, badge_no: 'B-0042', organisation: 'north-mill', club: { slug: 'rowers' } };
/** One operation beside a list or a record that knows the value for it. */
const beside = (
  operation: string,
  parameters: readonly object[],
  answers: Readonly<Record<string, object>>,
  serves: (c: Context) => boolean,
) => {
  const routes = new Hono();
  for (const [path, answer] of Object.entries(answers)) routes.get(path, (c) => c.json(answer));
  routes.get(operation.replace(/\{(\w+)\}/g, ':$1'), (c) =>
    serves(c) ? c.json({ found: true }) : c.json({ error: 'not found' }, 404),
  );
  const lists = Object.fromEntries(Object.keys(answers).map((path) => [`GET ${path}`, {}]));
  return { openapi: documented({ ...lists, [`GET ${operation}`]: { parameters } }), routes };
};

test.each<
  [string, string, readonly object[], Readonly<Record<string, object>>, (c: Context) => boolean, string]
>([
  [
    'a file is called like the list',
    '/bill.php',
    [required('id')],
    { '/bills': [{ id: 881 }], '/me': { id: 5 } },
    (c) => c.req.query('id') === '881',
    '/bill.php?id=881',
  ],
  [
    'a verb stands behind the list',
    '/bills/view',
    [required('id')],
    { '/bills': [{ id: 881 }] },
    (c) => c.req.query('id') === '881',
    '/bills/view?id=881',
  ],
  [
    'an optional parameter says which one',
    '/feed.php',
    [optional('badge'), optional('page')],
    { '/me': own },
    (c) => c.req.query('badge') === 'B-0042',
    '/feed.php?badge=B-0042',
  ],
  [
    'the plural takes one',
    '/status-of',
    [required('serials')],
    { '/meters': [{ serial: 'MT-17' }] },
    (c) => c.req.query('serials') === 'MT-17',
    '/status-of?serials=MT-17',
  ],
  [
    'what is listed is told apart by a name of its own',
    '/readings',
    [required('meter')],
    { '/meters': [{ serial: 'MT-17', place: 'attic' }] },
    (c) => c.req.query('meter') === 'MT-17',
    '/readings?meter=MT-17',
  ],
  [
    'the record of oneself names it in another word',
    '/organisations/{orgSlug}',
    [path('orgSlug')],
    { '/whoami': own },
    (c) => c.req.param('orgSlug') === 'north-mill',
    '/organisations/north-mill',
  ],
  [
    'an object in the record of oneself holds it',
    '/clubs/{slug}',
    [path('slug')],
    { '/whoami': own },
    (c) => c.req.param('slug') === 'rowers',
    '/clubs/rowers',
  ],
  [
    'nothing lists people but the record of oneself',
    '/people/{id}',
    [path('id')],
    { '/me': own },
    (c) => c.req.param('id') === '42',
    '/people/42',
  ],
  [
    'people are listed, and one of them asks',
    '/employees/{id}/leave',
    [path('id')],
    { '/employees': [{ id: 40 }, { id: 41 }, { id: 42 }, { id: 43 }, { id: 44 }], '/me': own },
    (c) => c.req.param('id') === '42',
    '/employees/42/leave',
  ],
  [
    'people are listed, and who asks is none of them',
    '/patients/{id}',
    [path('id')],
    { '/patients': [{ id: 7 }], '/me': own },
    (c) => c.req.param('id') === '7',
    '/patients/7',
  ],
  [
    'a resource of JSON:API relates to it',
    '/authors/{id}',
    [path('id')],
    {
      '/articles': {
        data: [
          {
            type: 'articles',
            id: '3',
            attributes: { title: 'Emma' },
            relationships: { written: { data: { type: 'authors', id: '91' } } },
          },
        ],
      },
    },
    (c) => c.req.param('id') === '91',
    '/authors/91',
  ],
  [
    'records have a number and no identifier',
    '/tickets/{id}',
    [path('id')],
    { '/tickets': [{ number: 'HD-1042', subject: 'No sound', customer_id: 7 }] },
    (c) => c.req.param('id') === 'HD-1042',
    '/tickets/HD-1042',
  ],
  [
    'a record lists plain numbers',
    '/shipments/{id}',
    [path('id')],
    { '/parcel': { parcel_no: 'P1', shipments: [5001] } },
    (c) => c.req.param('id') === '5001',
    '/shipments/5001',
  ],
])('a value is found where %s', (_why, operation, parameters, answers, serves, asked) =>
  exploring(beside(operation, parameters, answers, serves), ({ word, ordinary }) => {
    expect(ordinary(`GET ${operation}`)).toBe(asked);
    expect(word(`GET ${operation}`)).toBe('tested');
  }),
);

test('how much is shown is never filled with what is called like it', () =>
  exploring(
    beside(
      '/log',
      [optional('page'), optional('status')],
      { '/pages': [{ page_id: 9, status: 'new' }] },
      () => false,
    ),
    ({ asked }) => expect(asked.filter((one) => one.includes('/log?'))).toEqual([]),
  ));

test('what a script always puts into the query is left out where the service fails with it', () =>
  exploring(
    {
      routes: new Hono()
        .get('/', (c) =>
          c.html(
            '<script>const list = (from, to) => fetch("/api/readings?from=" + from + "&to=" + to); fetch("/api/readings/" + id)</script>',
          ),
        )
        .get('/api/readings', (c) =>
          c.req.query('from') === undefined
            ? c.json([{ id: 51, kwh: 7 }])
            : c.json({ error: 'not a date' }, 500),
        )
        .get('/api/readings/:id', (c) =>
          c.req.param('id') === '51' ? c.json({ id: 51, kwh: 7 }) : c.json({ error: 'none' }, 404),
        ),
    },
    ({ word, ordinary }) => {
      expect(word('GET /api/readings')).toBe('tested');
      expect(ordinary('GET /api/readings')).toBe('/api/readings');
      expect(ordinary('GET /api/readings/{id}')).toBe('/api/readings/51');
    },
  ));

test('a parameter that takes a UUID gets one of the kind that the path names', () => {
  const ids = [1, 2].map((at) => `7d1f0a4c-5b3e-4a2f-9c8d-00000000000${at}`);
  return exploring(
    {
      openapi: documented({
        'GET /scans': {},
        'GET /scans/{id}/compare': {
          parameters: [path('id'), query('with', {}, { example: '00000000-0000-4000-8000-000000000000' })],
        },
      }),
      routes: new Hono()
        .get('/scans', (c) => c.json(ids.map((id) => ({ id, taken: 'today' }))))
        .get('/scans/:id/compare', (c) =>
          ids.includes(c.req.param('id')) && ids.includes(c.req.query('with') ?? '')
            ? c.json({ this: c.req.param('id'), other: c.req.query('with') })
            : c.json({ error: 'none' }, 404),
        ),
    },
    ({ word, ordinary }) => {
      expect(word('GET /scans/{id}/compare')).toBe('tested');
      expect(ordinary('GET /scans/{id}/compare')).toBe(`/scans/${ids[0]}/compare?with=${ids[0]}`);
    },
  );
});

test('each member of a filter is a parameter, filled by what it names', () =>
  exploring(
    {
      openapi: documented({
        'GET /guests': {},
        'GET /stays': {
          parameters: [
            query(
              'filter',
              { type: 'object', required: ['guest_id'], properties: { guest_id: {}, month: {} } },
              { style: 'deepObject', explode: true, required: true },
            ),
            query('paging', { type: 'object', properties: { size: { type: 'integer' } } }),
          ],
        },
      }),
      routes: new Hono()
        .get('/guests', (c) => c.json([{ id: 'g-17' }]))
        .get('/stays', (c) =>
          c.req.query('filter[guest_id]') === 'g-17'
            ? c.json([{ nights: 2 }])
            : c.json({ error: 'who' }, 400),
        ),
    },
    ({ word, ordinary, surface }) => {
      expect(word('GET /stays')).toBe('tested');
      expect(ordinary('GET /stays')).toBe('/stays?filter%5Bguest_id%5D=g-17');
      expect(
        surface.operations.find(({ path }) => path === '/stays')?.parameters.map(({ name }) => name),
      ).toEqual(['filter[guest_id]', 'filter[month]', 'size']);
    },
  ));

test.each([
  ['an enumeration', 'period', { error: 'period must be one of: week, month' }, 'week'],
  [
    'a literal',
    'unit',
    { detail: [{ loc: ['query', 'unit'], msg: "Input should be 'kwh' or 'm3'" }] },
    'kwh',
  ],
  ['a date', 'day', { error: 'day must be a date (YYYY-MM-DD)' }, '2024-01-01'],
  ['a month', 'month', { message: 'Missing required parameter: month (YYYY-MM)' }, '2024-01'],
])('%s that a refusal names is sent', (_name, parameter, refusal, value) =>
  exploring(
    {
      openapi: documented({ 'GET /usage': {} }),
      routes: new Hono().get('/usage', (c) =>
        c.req.query(parameter) === value ? c.json({ sum: 5 }) : c.json(refusal, 422),
      ),
    },
    ({ word, ordinary }) => {
      expect(word('GET /usage')).toBe('tested');
      expect(ordinary('GET /usage')).toBe(`/usage?${parameter}=${value}`);
    },
  ),
);

test('identifiers in the headers of an answer fill what they name', () =>
  exploring(
    {
      openapi: documented({ 'GET /session': {}, 'GET /accounts/{accountId}': taking('accountId') }),
      routes: new Hono()
        .get('/session', (c) =>
          c.json({ ok: true, since: 'today' }, 200, { 'X-Account-Id': 'acc-90', 'X-Request-Id': 'acc-91' }),
        )
        .get('/accounts/:id', (c) =>
          c.req.param('id') === 'acc-90' ? c.json({ plan: 'basic' }) : c.json({ error: 'none' }, 404),
        ),
    },
    ({ ordinary }) => expect(ordinary('GET /accounts/{accountId}')).toBe('/accounts/acc-90'),
  ));

test('the number in a global identifier is tried where that is refused', () => {
  const idOf = (number: number) => Buffer.from(`Lamp:${number}`).toString('base64');
  return exploring(
    {
      openapi: documented({ 'GET /lamps': {}, 'GET /lamps/{id}': taking('id') }),
      routes: new Hono()
        .get('/lamps', (c) => c.json([3, 4].map((number) => ({ id: idOf(number), watts: 9 }))))
        .get('/lamps/:id', (c) =>
          c.req.param('id') === '3'
            ? c.json({ id: idOf(3), watts: 9 })
            : c.json({ error: 'not a number' }, 422),
        ),
    },
    ({ word, ordinary }) => {
      expect(word('GET /lamps/{id}')).toBe('tested');
      expect(ordinary('GET /lamps/{id}')).toBe('/lamps/3');
    },
  );
});
