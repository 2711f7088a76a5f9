import { type Context, Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';
import { jsonBody } from '../input-validation/bodies.ts';
import { fetched } from './fetching-bodies.ts';

interface Person {
  readonly password: string;
  picture: string;
}

const text = { type: 'string' };
const account = jsonBody({ username: text, password: text }, { required: ['username', 'password'] });
const secured = { security: [{ bearer: [] }] };
export const FIRST_PICTURE = 'https://pictures.lab.example/nobody.png';

export interface People extends LabApp {
  /** Pictures of the accounts that exist. */
  pictures(): string[];
}

/** People register, log in, and give their account a picture from elsewhere, which `take` fetches or does not. */
function people(take: (url: string) => Promise<object | undefined>, at: '/me' | '/me/picture'): People {
  const accounts = new Map<string, Person>();
  const member = at === '/me' ? 'pictureUrl' : 'url';
  const asker = (c: Context) => {
    const name = /^Bearer session-of-(\w+)$/.exec(c.req.header('Authorization') ?? '')?.[1] ?? '';
    const person = accounts.get(name);
    return person && { name, person };
  };
  const told = ({ name, person }: { name: string; person: Person }) => ({
    username: name,
    pictureUrl: person.picture,
  });
  return {
    pictures: () => [...accounts.values()].map(({ picture }) => picture),
    openapi: documented(
      {
        'POST /register': account,
        'POST /login': account,
        'GET /me': secured,
        [`PUT ${at}`]: { ...secured, ...jsonBody({ [member]: { ...text, format: 'uri' } }) },
      },
      { components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } } },
    ),
    routes: new Hono()
      .post('/register', async (c) => {
        const { username, password } = await c.req.json();
        if (accounts.has(username)) return c.json({ error: 'taken' }, 409);
        accounts.set(username, { password, picture: FIRST_PICTURE });
        return c.json({ username }, 201);
      })
      .post('/login', async (c) => {
        const { username, password } = await c.req.json();
        return accounts.get(username)?.password === password
          ? c.json({ token: `session-of-${username}` })
          : c.json({ error: 'wrong' }, 401);
      })
      .use('/me/*', async (c, next) => (asker(c) ? next() : c.json({ error: 'unauthorized' }, 401)))
      .get('/me', (c) => {
        const found = asker(c);
        return found ? c.json(told(found)) : c.json({ error: 'unauthorized' }, 401);
      })
      .put(at, async (c) => {
        const found = asker(c);
        const url = String((await c.req.json())[member]);
        const answer = await take(url);
        if (!found || !answer) return c.json({ error: 'not a public address' }, 422);
        found.person.picture = url;
        return c.json({ ...told(found), ...answer });
      }),
  };
}

const fetching = async (url: string) => ({ bytes: (await fetched(url)).length });
export const fetchedAtOnce = people(fetching, '/me/picture');
/** As a member of the account. */
export const memberFetched = people(fetching, '/me');
/** Kept for browsers to fetch. */
export const keptAlone = people(async () => ({}), '/me/picture');
export const publicAlone = people(
  async (url) => (/127|localhost|::1|\/\/0|2130706433|\[/.test(url) ? undefined : {}),
  '/me',
);
