import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { Identity } from '../../src/identities/identity.ts';
import type { LabApp } from '../app.ts';
import { documented, pathParameter } from '../documented.ts';

interface Behaviour {
  /** Whoever knows its number cancels an enrolment. */
  readonly cancelledByAll?: boolean;
  /** Enrols for fewer seats than none, and pays for them. */
  readonly fewer?: boolean;
  /** Its balance says whether anything was moved; told by the answer alone where left out. */
  readonly hidesCredit?: boolean;
}

interface User {
  readonly id: number;
  readonly username: string;
  readonly password: string;
  credit: number;
}
interface Course {
  readonly id: number;
  readonly title: string;
  readonly teacher: number;
  readonly fee_cents: number;
}
interface Enrolment {
  readonly id: number;
  readonly course: number;
  readonly user: number;
  readonly seats: number;
  readonly total_cents: number;
  readonly note: string;
}

const TEXT = { type: 'string' };
const COUNT = { type: 'integer', minimum: 1, maximum: 20 };
const secured = { security: [{ bearer: [] }] };
const takes = (properties: object, required = Object.keys(properties)) => ({
  requestBody: {
    required: true,
    content: { 'application/json': { schema: { type: 'object', properties, required } } },
  },
});
const given = (name: string): Identity => ({
  name,
  credentials: [{ kind: 'bearer', token: `${name}-of-classes-9Xd` }],
});
export const mia = given('mia');
export const leo = given('leo');

/** People give classes, and enrol in those of others; nobody in his own. New people have no credit. */
export function classes({
  cancelledByAll = false,
  fewer = false,
  hidesCredit = false,
}: Behaviour = {}): LabApp & {
  readonly enrolled: () => readonly Enrolment[];
} {
  const users: User[] = ['mia', 'leo'].map((username, at) => ({
    id: at + 1,
    username,
    password: 'x',
    credit: 9_000,
  }));
  const sessions = new Map(['mia', 'leo'].map((name) => [`${name}-of-classes-9Xd`, name]));
  const courses: Course[] = [];
  const enrolments: Enrolment[] = [];
  let next = 40;
  const number = () => {
    next += 1;
    return next;
  };
  const routes = new Hono();
  const asker = (c: Context) => {
    const name = sessions.get(c.req.header('Authorization')?.replace(/^Bearer /, '') ?? '');
    return users.find(({ username }) => username === name);
  };
  const sent = async (c: Context): Promise<Record<string, unknown>> => c.req.json().catch(() => ({}));
  const unknown = (c: Context) => c.json({ error: 'unauthorized' }, 401);
  const absent = (c: Context) => c.json({ error: 'nothing there' }, 404);
  routes.post('/register', async (c) => {
    const { username, password } = await sent(c);
    if (typeof username !== 'string' || typeof password !== 'string') return c.json({ error: 'bad' }, 422);
    users.push({ id: number(), username, password, credit: 0 });
    return c.json({ username }, 201);
  });
  routes.post('/login', async (c) => {
    const { username, password } = await sent(c);
    const user = users.find((one) => one.username === username && one.password === password);
    if (!user) return unknown(c);
    const token = `sess${randomBytes(12).toString('hex')}`;
    sessions.set(token, user.username);
    return c.json({ token });
  });
  routes.get('/me', (c) => {
    const user = asker(c);
    if (!user) return unknown(c);
    const { id, username, credit } = user;
    return c.json({ id, username, ...(hidesCredit ? {} : { credit_cents: credit }) });
  });
  routes.delete('/me', (c) => {
    const user = asker(c);
    if (!user) return unknown(c);
    users.splice(users.indexOf(user), 1);
    return c.body(null, 204);
  });
  routes.get('/classes', (c) => c.json(courses));
  routes.post('/classes', async (c) => {
    const user = asker(c);
    if (!user) return unknown(c);
    const { title } = await sent(c);
    if (typeof title !== 'string') return c.json({ error: 'title is missing' }, 422);
    const course = { id: number(), title, teacher: user.id, fee_cents: 700 };
    courses.push(course);
    return c.json(course, 201);
  });
  const at = <One extends { readonly id: number }>(c: Context, all: readonly One[]) =>
    all.find(({ id }) => String(id) === c.req.param('id'));
  routes.get('/classes/:id', (c) => {
    const course = at(c, courses);
    return course ? c.json(course) : absent(c);
  });
  routes.delete('/classes/:id', (c) => {
    const course = at(c, courses);
    if (!asker(c)) return unknown(c);
    if (!course) return absent(c);
    if (course.teacher !== asker(c)?.id) return c.json({ error: 'not yours' }, 403);
    courses.splice(courses.indexOf(course), 1);
    return c.body(null, 204);
  });
  routes.post('/classes/:id/enrolments', async (c) => {
    const user = asker(c);
    if (!user) return unknown(c);
    const course = at(c, courses);
    if (!course) return absent(c);
    if (course.teacher === user.id) return c.json({ error: 'you give this class' }, 409);
    const { seats, note = '' } = await sent(c);
    if (!Number.isInteger(seats) || (!fewer && Number(seats) < 1)) return c.json({ error: 'seats' }, 422);
    const total_cents = course.fee_cents * Number(seats);
    if (total_cents > user.credit) return c.json({ error: 'not enough credit' }, 402);
    user.credit -= total_cents;
    const enrolment = {
      id: number(),
      course: course.id,
      user: user.id,
      seats: Number(seats),
      total_cents,
      note: String(note),
    };
    enrolments.push(enrolment);
    return c.json(enrolment, 201);
  });
  routes.get('/enrolments', (c) => {
    const user = asker(c);
    return user ? c.json(enrolments.filter((one) => one.user === user.id)) : unknown(c);
  });
  routes.get('/enrolments/:id', (c) => {
    const enrolment = at(c, enrolments);
    if (!asker(c)) return unknown(c);
    return enrolment && enrolment.user === asker(c)?.id ? c.json(enrolment) : absent(c);
  });
  routes.delete('/enrolments/:id', (c) => {
    const enrolment = at(c, enrolments);
    if (!asker(c)) return unknown(c);
    if (!enrolment || (!cancelledByAll && enrolment.user !== asker(c)?.id)) return absent(c);
    enrolments.splice(enrolments.indexOf(enrolment), 1);
    for (const user of users) if (user.id === enrolment.user) user.credit += enrolment.total_cents;
    return c.body(null, 204);
  });
  const id = { ...secured, parameters: [pathParameter('id', '41', { type: 'integer' })] };
  const openapi = documented(
    {
      'POST /register': takes({ username: TEXT, password: TEXT }),
      'POST /login': takes({ username: TEXT, password: TEXT }),
      'GET /me': secured,
      'DELETE /me': secured,
      'GET /classes': {},
      'POST /classes': { ...secured, ...takes({ title: TEXT }) },
      'GET /classes/{id}': { parameters: id.parameters },
      'DELETE /classes/{id}': id,
      'POST /classes/{id}/enrolments': { ...id, ...takes({ seats: COUNT, note: TEXT }, ['seats']) },
      'GET /enrolments': secured,
      'GET /enrolments/{id}': id,
      'DELETE /enrolments/{id}': id,
    },
    { components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } } },
  );
  return { routes, openapi, enrolled: () => enrolments };
}
