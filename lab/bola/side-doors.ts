import { type Context, Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';
import { userOf } from './orders-api.ts';

/** What is served without the credential, or without the token, that it was made for. */
export type SideDoor = 'old version' | 'token' | 'feed' | 'profile';

const TOKEN = '0f8e2c7d19b34a56';
const path = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } });

/** Other ways to what `/me` names, each with a lock of its own. */
export function sideDoors(open?: SideDoor): LabApp {
  const routes = new Hono();
  const absent = { error: 'not found' };
  const isIn = (c: Context) => userOf(c.req.header('Authorization')) === 7;
  const refused = (c: Context) => c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' });
  routes.get('/me', (c) =>
    isIn(c)
      ? c.json({
          ...{ id: 7, name: 'Ada Marsh', username: 'ada', staff_no: 'S-0417', task_key: 'WEB-1' },
          newsletter: `/subscriptions/5010?token=${TOKEN}`,
        })
      : refused(c),
  );
  routes.get('/v2/tasks/:task_key', (c) =>
    isIn(c) ? c.json({ task_key: 'WEB-1', title: 'Paint the shed' }) : refused(c),
  );
  routes.get('/v1/tasks/:task_key', (c) => {
    if (open !== 'old version' && !isIn(c)) return refused(c);
    return c.req.param('task_key') === 'WEB-1'
      ? c.json({ task_key: 'WEB-1', title: 'Paint the shed' })
      : c.json(absent, 404);
  });
  routes.get('/subscriptions/:id', (c) => {
    if (open !== 'token' && c.req.query('token') !== TOKEN) return c.json({ error: 'forbidden' }, 403);
    return c.req.param('id') === '5010'
      ? c.json({ email: 'ada@mail.example', weekly: true })
      : c.json(absent, 404);
  });
  routes.get('/feed.ics', (c) => {
    if (open !== 'feed' && !isIn(c)) return refused(c);
    return c.req.query('staff_no') === 'S-0417'
      ? c.body('BEGIN:VCALENDAR\nX-WR-CALNAME:Ada Marsh\nEND:VCALENDAR\n', 200, {
          'Content-Type': 'text/calendar',
        })
      : c.json(absent, 404);
  });
  // What a person is called may stand on a page for everybody.
  routes.get('/authors/:staff_no', (c) => {
    if (open !== 'profile' && !isIn(c)) return refused(c);
    return c.req.param('staff_no') === 'S-0417'
      ? c.json({ name: 'Ada Marsh', articles: 4 })
      : c.json(absent, 404);
  });
  return {
    routes,
    openapi: documented({
      'GET /me': {},
      'GET /v2/tasks/{task_key}': { parameters: [path('task_key')] },
      'GET /v1/tasks/{task_key}': { parameters: [path('task_key')] },
      'GET /subscriptions/{id}': { parameters: [path('id'), { ...path('token'), in: 'query' }] },
      'GET /feed.ics': { parameters: [{ ...path('staff_no'), in: 'query' }] },
      'GET /authors/{staff_no}': { parameters: [path('staff_no')] },
    }),
  };
}
