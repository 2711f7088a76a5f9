import { type Context, Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';
import { userOf } from './orders-api.ts';

/** Where one user's objects are served to another. */
export type Chosen = 'nested' | 'set cookie' | 'script cookie' | 'on behalf' | 'bracket' | 'member number';

interface Family {
  readonly id: number;
  readonly member_no: string;
  readonly code: string;
  readonly essay: string;
}
const FAMILIES: readonly Family[] = [
  { id: 7, member_no: 'K-7001', code: 'home-4g6r', essay: 'e-51c9' },
  { id: 8, member_no: 'K-8003', code: 'home-9t2w', essay: 'e-77d2' },
];
const [ADAS] = FAMILIES;

const bearer = { type: 'http', scheme: 'bearer' };
const path = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } });
const optional = (name: string, where = 'query') => ({ name, in: where, schema: { type: 'string' } });

/** Objects that stand below several others, or that a cookie, a header or a filter in brackets chooses. */
export function chosenObjects(open?: Chosen): LabApp {
  const routes = new Hono();
  const absent = { error: 'not found' };
  const asker = (c: Context) =>
    FAMILIES.find(({ id }) => id === userOf(c.req.header('Authorization'))) ?? (ADAS as Family);
  /** Whose objects are shown: those that were asked for, where that is open or one's own. */
  const shown = (c: Context, kind: Chosen, wanted: string | undefined, by: keyof Family) => {
    if (wanted === undefined || wanted === '') return asker(c);
    const one = FAMILIES.find((family) => String(family[by]) === wanted);
    return one && (open === kind || one === asker(c)) ? one : undefined;
  };
  const cookie = (c: Context, name: string) =>
    new RegExp(`(?:^|; )${name}=([^;]*)`).exec(c.req.header('Cookie') ?? '')?.[1];

  routes.get('/', (c) =>
    c.html(`<!doctype html><title>Families</title><script>
      function pick(code) { document.cookie = 'active_home=' + code; return fetch('/bills'); }
    </script>`),
  );
  routes.use(async (c, next) =>
    userOf(c.req.header('Authorization')) === undefined
      ? c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' })
      : next(),
  );
  routes.get('/me', (c) => {
    const { id, member_no } = asker(c);
    return c.json({ id, member_no });
  });

  // The essay names what it stands below; the first course and the first task are others.
  routes.get('/courses', (c) => c.json(['knots', 'sails'].map((slug) => ({ slug }))));
  routes.get('/courses/:course/tasks', (c) =>
    c.json(c.req.param('course') === 'knots' ? [{ id: 31 }, { id: 32 }] : [{ id: 41 }, { id: 42 }]),
  );
  routes.get('/me/essays', (c) => c.json([{ id: asker(c).essay, task_id: 42, course: 'sails' }]));
  routes.get('/courses/:course/tasks/:task/essays/:essay', (c) => {
    const owner = FAMILIES.find(({ essay }) => essay === c.req.param('essay'));
    const isThere = c.req.param('course') === 'sails' && c.req.param('task') === '42';
    return owner && isThere && (open === 'nested' || owner === asker(c))
      ? c.json({ id: owner.essay, task_id: 42, course: 'sails', text: `by ${owner.code}`, user_id: owner.id })
      : c.json(absent, 404);
  });

  routes.get('/homes', (c) => c.json([{ code: asker(c).code, town: 'Lund' }]));
  routes.get('/home', (c) =>
    c.json({ code: asker(c).code, town: 'Lund' }, 200, {
      'Set-Cookie': `chosen_house=${asker(c).code}; Path=/; HttpOnly`,
    }),
  );
  routes.get('/larder', (c) => {
    const home = shown(c, 'set cookie', cookie(c, 'chosen_house'), 'code');
    return home ? c.json({ jars: [`jam of ${home.code}`] }) : c.json(absent, 404);
  });
  routes.get('/bills', (c) => {
    const home = shown(c, 'script cookie', cookie(c, 'active_home'), 'code');
    return home
      ? c.json({ bills: [{ cents: home.id * 919, for: `the ${home.code}` }] })
      : c.json(absent, 404);
  });
  routes.get('/medicines', (c) => {
    const one = shown(c, 'on behalf', c.req.header('X-Acting-For'), 'id');
    return one ? c.json([{ drug: `drops for ${one.code}` }]) : c.json(absent, 404);
  });
  routes.get('/stays', (c) => {
    const one = shown(c, 'bracket', c.req.query('filter[guest]'), 'id');
    return one ? c.json({ data: [{ room: one.id * 13, note: `for ${one.code}` }] }) : c.json(absent, 404);
  });
  routes.get('/statement', (c) => {
    const one = shown(c, 'member number', c.req.query('account'), 'member_no');
    return one ? c.text(`month,cents\n2031-04,${one.id * 733}\n`) : c.json(absent, 404);
  });

  return {
    routes,
    openapi: documented(
      {
        'GET /me': {},
        'GET /courses': {},
        'GET /courses/{course}/tasks': { parameters: [path('course')] },
        'GET /me/essays': {},
        'GET /courses/{course}/tasks/{task}/essays/{essay}': {
          parameters: [path('course'), path('task'), path('essay')],
        },
        'GET /homes': {},
        'GET /home': {},
        'GET /larder': {},
        'GET /bills': {},
        'GET /medicines': { parameters: [optional('X-Acting-For', 'header')] },
        'GET /stays': { parameters: [optional('filter[guest]')] },
        'GET /statement': { parameters: [optional('account')] },
      },
      { components: { securitySchemes: { bearer } }, security: [{ bearer: [] }] },
    ),
  };
}
