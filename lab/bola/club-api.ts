import { type Context, Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';
import { userOf } from './orders-api.ts';

/** Which of its checks the club forgets. */
export interface ClubForgets {
  /** Whose announcement is changed and removed. */
  readonly author?: true;
  /** Who calls an event off; its title is looked after. */
  readonly organiser?: true;
  /** Who adds members to a group. */
  readonly groupOwner?: true;
  /** Whether a player is one of the match in the path. */
  readonly playerOfMatch?: true;
  /** Whose match it is in the path of its players. */
  readonly matchOwner?: true;
  /** Says yes to everybody and does what it should. */
  readonly pretends?: true;
}

interface Words {
  readonly id: number;
  readonly author_id: number;
  title: string;
}
interface Happening {
  readonly id: number;
  readonly organizer: { readonly id: number };
  title: string;
  status: string;
}
interface Group {
  readonly id: number;
  readonly owner_id: number;
  name: string;
  members: { readonly user_id: number }[];
  requests: { readonly user_id: number; readonly status: string }[];
}
interface Match {
  readonly id: number;
  readonly captain_id: number;
  readonly title: string;
  readonly players: { readonly id: number; shirt: number }[];
}

const text = { type: 'string' };
const whole = { type: 'integer' };
const bodyOf = (properties: Record<string, object>) => ({
  requestBody: {
    content: {
      'application/json': { schema: { type: 'object', required: Object.keys(properties), properties } },
    },
  },
});
const path = (...names: string[]) => ({
  parameters: names.map((name) => ({ name, in: 'path', required: true, schema: whole })),
});
const crud = (kind: string, member: string, change: string) => ({
  [`GET /${kind}`]: {},
  [`POST /${kind}`]: bodyOf({ [member]: text }),
  [`GET /${kind}/{id}`]: path('id'),
  [`${change} /${kind}/{id}`]: { ...path('id'), ...bodyOf({ [member]: text }) },
  [`DELETE /${kind}/{id}`]: path('id'),
});

const DOCUMENT = documented({
  'GET /me': {},
  ...crud('announcements', 'title', 'PUT'),
  ...crud('pages', 'title', 'PUT'),
  ...crud('events', 'title', 'PATCH'),
  'POST /events/{id}/cancel': path('id'),
  'POST /events/{id}/star': path('id'),
  ...crud('groups', 'name', 'PATCH'),
  'POST /groups/{id}/members': { ...path('id'), ...bodyOf({ user_id: whole }) },
  'POST /groups/{id}/requests': path('id'),
  'GET /matches': {},
  'POST /matches': bodyOf({ title: text }),
  'GET /matches/{matchId}': path('matchId'),
  'DELETE /matches/{matchId}': path('matchId'),
  'PATCH /matches/{matchId}/players/{playerId}': {
    ...path('matchId', 'playerId'),
    ...bodyOf({ shirt: whole }),
  },
});

export interface ClubApi extends LabApp {
  /** What was there before a scan and is not as it was, and what a scan has left. */
  readonly odd: () => string[];
}

/** A club: announcements and events that all members read, pages that all write, groups and matches of few. */
export function clubApi(forgets: ClubForgets = {}): ClubApi {
  const { pretends } = forgets;
  let next = 100;
  const fresh = () => {
    next += 1;
    return next;
  };
  const announcements = new Map<number, Words>();
  const pages = new Map<number, Words>();
  const events = new Map<number, Happening & { stars: number }>();
  const groups = new Map<number, Group>();
  const matches = new Map<number, Match>();
  const matchOf = (id: number, captain_id: number, title: string): Match => ({
    id,
    captain_id,
    title,
    players: [1, 2].map((at) => ({ id: id * 10 + at, shirt: at })),
  });
  for (const user of [7, 8]) {
    announcements.set(user, { id: user, author_id: user, title: 'Welcome' });
    pages.set(user, { id: user, author_id: user, title: 'Rules' });
    events.set(user, { id: user, organizer: { id: user }, title: 'Party', status: 'planned', stars: 0 });
    groups.set(user, { id: user, owner_id: user, name: 'Board', members: [{ user_id: user }], requests: [] });
    matches.set(user, matchOf(user, user, 'Final'));
  }
  const tables = { announcements, pages, events, groups, matches };
  const state = () =>
    new Map(
      Object.entries(tables).flatMap(([kind, table]) =>
        [...table.values()].map((row) => [`${kind} ${row.id}`, JSON.stringify(row)] as const),
      ),
    );
  const before = state();

  const routes = new Hono();
  const asker = (c: Context) => userOf(c.req.header('Authorization')) ?? 0;
  routes.use('*', async (c, go) => (asker(c) === 0 ? c.json({ error: 'unauthorized' }, 401) : go()));
  const sent = (c: Context) =>
    c.req.json<Record<string, unknown>>().catch(() => ({}) as Record<string, unknown>);
  const no = (c: Context) => c.json({ error: 'forbidden' }, 403);
  const missing = (c: Context) => c.json({ error: 'not found' }, 404);
  const idOf = (c: Context) => Number(c.req.param('id'));
  routes.get('/me', (c) => c.json({ id: asker(c), email: `user${asker(c)}@example.org` }));

  const readable = (kind: string, table: ReadonlyMap<number, object>) => {
    routes.get(`/${kind}`, (c) => c.json([...table.values()]));
    routes.get(`/${kind}/:id`, (c) => {
      const found = table.get(idOf(c));
      return found ? c.json(found) : missing(c);
    });
  };

  /** Who may change one, and who may remove it. */
  const written = (kind: string, table: Map<number, Words>, isFree: boolean, isWiki: boolean) => {
    readable(kind, table);
    routes.post(`/${kind}`, async (c) => {
      const made = { id: fresh(), author_id: asker(c), title: String((await sent(c)).title) };
      table.set(made.id, made);
      return c.json(made, 201);
    });
    routes.put(`/${kind}/:id`, async (c) => {
      const found = table.get(idOf(c));
      if (!found) return missing(c);
      const isAuthor = found.author_id === asker(c);
      if (!(isAuthor || isFree || isWiki || pretends)) return no(c);
      if (isAuthor || isFree || isWiki) found.title = String((await sent(c)).title);
      return c.json(found);
    });
    routes.delete(`/${kind}/:id`, (c) => {
      const found = table.get(idOf(c));
      if (!found) return missing(c);
      const isAuthor = found.author_id === asker(c);
      if (!(isAuthor || isFree || pretends)) return no(c);
      if (isAuthor || isFree) table.delete(found.id);
      return c.body(null, 204);
    });
  };
  written('announcements', announcements, forgets.author === true, false);
  written('pages', pages, false, true);

  readable('events', events);
  routes.post('/events', async (c) => {
    const title = String((await sent(c)).title);
    const made = { id: fresh(), organizer: { id: asker(c) }, title, status: 'planned', stars: 0 };
    events.set(made.id, made);
    return c.json(made, 201);
  });
  routes.patch('/events/:id', async (c) => {
    const found = events.get(idOf(c));
    if (!found) return missing(c);
    if (found.organizer.id !== asker(c)) return no(c);
    found.title = String((await sent(c)).title);
    return c.json(found);
  });
  routes.delete('/events/:id', (c) => {
    const found = events.get(idOf(c));
    if (found?.organizer.id !== asker(c)) return found ? no(c) : missing(c);
    events.delete(found.id);
    return c.body(null, 204);
  });
  routes.post('/events/:id/cancel', (c) => {
    const found = events.get(idOf(c));
    if (!found) return missing(c);
    const isOrganiser = found.organizer.id === asker(c);
    if (!(isOrganiser || forgets.organiser || pretends)) return no(c);
    if (isOrganiser || forgets.organiser) found.status = 'cancelled';
    return c.json({ status: 'cancelled' });
  });
  // Everybody may.
  routes.post('/events/:id/star', (c) => {
    const found = events.get(idOf(c));
    if (!found) return missing(c);
    found.stars += 1;
    return c.json(found);
  });

  const memberOf = (id: number, user: number) => {
    const found = groups.get(id);
    return found?.members.some(({ user_id }) => user_id === user) ? found : undefined;
  };
  routes.get('/groups', (c) => c.json([...groups.values()].filter(({ id }) => memberOf(id, asker(c)))));
  routes.get('/groups/:id', (c) => {
    const found = memberOf(idOf(c), asker(c));
    return found ? c.json(found) : missing(c);
  });
  routes.post('/groups', async (c) => {
    const [id, owner_id] = [fresh(), asker(c)];
    const name = String((await sent(c)).name);
    const made: Group = { id, owner_id, name, members: [{ user_id: owner_id }], requests: [] };
    groups.set(id, made);
    return c.json(made, 201);
  });
  routes.patch('/groups/:id', async (c) => {
    const found = memberOf(idOf(c), asker(c));
    if (found?.owner_id !== asker(c)) return missing(c);
    found.name = String((await sent(c)).name);
    return c.json(found);
  });
  routes.delete('/groups/:id', (c) => {
    const found = memberOf(idOf(c), asker(c));
    if (found?.owner_id !== asker(c)) return missing(c);
    groups.delete(found.id);
    return c.body(null, 204);
  });
  routes.post('/groups/:id/members', async (c) => {
    const found = groups.get(idOf(c));
    const isOwner = found?.owner_id === asker(c);
    if (!found || !(isOwner || forgets.groupOwner || pretends)) return missing(c);
    const { user_id } = await sent(c);
    if (user_id !== 7 && user_id !== 8) return c.json({ user_id: ['Unknown user.'] }, 400);
    const isNew = !found.members.some((one) => one.user_id === user_id);
    if (isNew && (isOwner || forgets.groupOwner)) found.members.push({ user_id });
    return c.json({ user_id }, 201);
  });
  // Whoever knows of a group may ask to be let in.
  routes.post('/groups/:id/requests', (c) => {
    const found = groups.get(idOf(c));
    if (!found) return missing(c);
    found.requests.push({ user_id: asker(c), status: 'pending' });
    return c.json({ status: 'pending' }, 201);
  });

  const own = (id: number, user: number) => {
    const found = matches.get(id);
    return found?.captain_id === user ? found : undefined;
  };
  routes.get('/matches', (c) => c.json([...matches.values()].filter(({ id }) => own(id, asker(c)))));
  routes.get('/matches/:id', (c) => {
    const found = own(idOf(c), asker(c));
    return found ? c.json(found) : missing(c);
  });
  routes.post('/matches', async (c) => {
    const made = matchOf(fresh(), asker(c), String((await sent(c)).title));
    matches.set(made.id, made);
    return c.json(made, 201);
  });
  routes.delete('/matches/:id', (c) => {
    const found = own(idOf(c), asker(c));
    if (!found) return missing(c);
    matches.delete(found.id);
    return c.body(null, 204);
  });
  routes.patch('/matches/:id/players/:player', async (c) => {
    const inPath = forgets.matchOwner ? matches.get(idOf(c)) : own(idOf(c), asker(c));
    const id = Number(c.req.param('player'));
    const everybodys = [...matches.values()].flatMap(({ players }) => players);
    const isInMatch = inPath?.players.some((one) => one.id === id);
    const player = everybodys.find((one) => one.id === id);
    const acts = inPath !== undefined && (isInMatch || forgets.playerOfMatch);
    if (!player || !(acts || pretends)) return missing(c);
    if (acts) player.shirt = Number((await sent(c)).shirt);
    return c.json(player);
  });
  return {
    routes,
    openapi: DOCUMENT,
    odd: () => {
      const now = state();
      const changed = [...before].flatMap(([name, row]) => (now.get(name) === row ? [] : [name]));
      return [...changed, ...[...now.keys()].filter((name) => !before.has(name))];
    },
  };
}
