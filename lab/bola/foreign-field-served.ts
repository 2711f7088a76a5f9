import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';
import { userOf } from './orders-api.ts';

interface Member {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly birthdate: string;
  readonly publishes: boolean;
}

const MEMBERS: readonly Member[] = [
  { id: 7, name: 'Ada', email: 'ada@reeds.example', birthdate: '1984-03-02', publishes: true },
  { id: 8, name: 'Bob', email: 'bob@reeds.example', birthdate: '1991-11-23', publishes: true },
  { id: 9, name: 'Cleo', email: 'cleo@reeds.example', birthdate: '1979-07-14', publishes: false },
  { id: 10, name: 'Dan', email: 'dan@reeds.example', birthdate: '1988-01-30', publishes: true },
];

type Asker = number | undefined;

export interface Profiles {
  /** Who is shown the address of a member. */
  readonly email?: (asker: Asker, member: Member) => boolean;
  readonly birthdate?: (asker: Asker, member: Member) => boolean;
  /** Nobody is let in without a login. */
  readonly isClosed?: boolean;
}

const owns = (asker: Asker, { id }: Member) => asker === id;

/** `/members` and `/members/{id}`: names are for everybody. */
export function profiles({ email = owns, birthdate = owns, isClosed = false }: Profiles = {}): LabApp {
  const routes = new Hono();
  const shown = (asker: Asker, member: Member) => ({
    id: member.id,
    name: member.name,
    email: email(asker, member) ? member.email : null,
    birthdate: birthdate(asker, member) ? member.birthdate : null,
  });
  routes.use(async (c, next) => {
    const isOpen = !isClosed && c.req.path !== '/me';
    if (isOpen || userOf(c.req.header('Authorization')) !== undefined) return next();
    return c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' });
  });
  routes.get('/me', (c) => {
    const asker = userOf(c.req.header('Authorization'));
    return c.json(MEMBERS.filter(({ id }) => id === asker).map((member) => shown(asker, member))[0] ?? {});
  });
  routes.get('/members', (c) =>
    c.json(MEMBERS.map((member) => shown(userOf(c.req.header('Authorization')), member))),
  );
  routes.get('/members/:id', (c) => {
    const member = MEMBERS.find(({ id }) => String(id) === c.req.param('id'));
    if (!member) return c.json({ error: 'not found' }, 404);
    return c.json(shown(userOf(c.req.header('Authorization')), member));
  });
  return {
    routes,
    openapi: documented({
      'GET /me': {},
      'GET /members': {},
      'GET /members/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      },
    }),
  };
}

const isUser = (asker: Asker) => asker !== undefined;

export const addressesForUsers = profiles({ email: isUser });
export const ownFieldsOnly = profiles();
/** Each decides whether other members see the address. */
export const publishedByEach = profiles({
  email: (asker, member) => owns(asker, member) || (isUser(asker) && member.publishes),
});
/** A directory for those who work there. */
export const directory = profiles({ email: isUser, isClosed: true });
/** Nothing is kept for the owner: members see each other. */
export const openAmongMembers = profiles({ email: isUser, birthdate: isUser });
/** What everybody may read. */
export const addressesForAll = profiles({ email: () => true });
