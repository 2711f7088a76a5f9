import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, query } from '../documented.ts';
import { userOf } from './orders-api.ts';

interface Note {
  readonly id: number;
  readonly owner_id: number;
  readonly title: string;
  readonly text: string;
  readonly is_hidden: boolean;
}

const NOTES: readonly Note[] = [
  { id: 41, owner_id: 7, title: 'Boiler', text: 'The valve is behind the shelf.', is_hidden: false },
  { id: 42, owner_id: 7, title: 'Cellar', text: 'The spare key lies under the third step.', is_hidden: true },
  { id: 43, owner_id: 8, title: 'Roof', text: 'The ladder stands at the neighbours.', is_hidden: false },
  { id: 44, owner_id: 8, title: 'Safe', text: 'It opens with the year of the wedding.', is_hidden: true },
];

type Sees = (asker: number | undefined, note: Note) => boolean;

export interface Diary {
  /** Who sees a note in the list of a user. */
  readonly listed?: Sees;
  /** Who sees one that is hidden, where the list is asked for them. */
  readonly widened?: Sees;
  /** Who may open a note. */
  readonly opened?: Sees;
  /** What the list shows of a note. */
  readonly shown?: (note: Note) => object;
  /** Lists are open to everybody. */
  readonly isPublic?: boolean;
  /** How the parameter is called. */
  readonly parameter?: string;
  /** What the notes lie on, and the name of its number: a shelf may have the number of a user. */
  readonly below?: readonly [path: string, name: string];
}

const owns: Sees = (asker, { owner_id }) => asker === owner_id;
const unlessHidden: Sees = (asker, note) => owns(asker, note) || !note.is_hidden;

/** `/users/{user_id}/notes?include_hidden=` and `/notes/{id}`, for bearers. */
export function diary({
  listed = unlessHidden,
  widened = unlessHidden,
  opened = unlessHidden,
  shown = (note) => note,
  isPublic = false,
  parameter = 'include_hidden',
  below: [below, name] = ['users', 'user_id'],
}: Diary = {}): LabApp {
  const routes = new Hono();
  const refusal = { 'WWW-Authenticate': 'Bearer' };
  routes.use(async (c, next) =>
    userOf(c.req.header('Authorization')) === undefined && !(isPublic && c.req.path.endsWith('/notes'))
      ? c.json({ error: 'unauthorized' }, 401, refusal)
      : next(),
  );
  routes.get('/me', (c) => {
    const asker = userOf(c.req.header('Authorization'));
    return c.json({ user_id: asker, [name]: asker });
  });
  routes.get(`/${below}/:user/notes`, (c) => {
    const asker = userOf(c.req.header('Authorization'));
    const sees = c.req.query(parameter) === 'true' ? widened : listed;
    const notes = NOTES.filter((note) => String(note.owner_id) === c.req.param('user') && sees(asker, note));
    return c.json(notes.map(shown));
  });
  routes.get('/notes/:id', (c) => {
    const note = NOTES.find(({ id }) => String(id) === c.req.param('id'));
    const isOpen = note && opened(userOf(c.req.header('Authorization')), note);
    return isOpen ? c.json(note) : c.json({ error: 'not found' }, 404);
  });
  const inPath = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'integer' } });
  return {
    routes,
    openapi: documented({
      'GET /me': {},
      [`GET /${below}/{${name}}/notes`]: {
        parameters: [inPath(name), query(parameter, { type: 'boolean' })],
      },
      'GET /notes/{id}': { parameters: [inPath('id')] },
    }),
  };
}

/** `/users/{id}?include=notes`, and notes that their owners alone may open. */
export function profiles(included: Sees): LabApp {
  const routes = new Hono();
  routes.use(async (c, next) =>
    userOf(c.req.header('Authorization')) === undefined
      ? c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' })
      : next(),
  );
  routes.get('/me', (c) => c.json({ id: userOf(c.req.header('Authorization')), name: 'me' }));
  routes.get('/users/:id', (c) => {
    const asker = userOf(c.req.header('Authorization'));
    const id = Number(c.req.param('id'));
    if (![7, 8].includes(id)) return c.json({ error: 'not found' }, 404);
    const notes = NOTES.filter((note) => note.owner_id === id && included(asker, note));
    return c.json({
      data: { id, name: `User ${id}` },
      ...(c.req.query('include') === 'notes' ? { included: notes } : {}),
    });
  });
  routes.get('/notes', (c) => {
    const asker = userOf(c.req.header('Authorization'));
    return c.json(NOTES.filter((note) => owns(asker, note)));
  });
  routes.get('/notes/:id', (c) => {
    const note = NOTES.find(({ id }) => String(id) === c.req.param('id'));
    const isOpen = note && owns(userOf(c.req.header('Authorization')), note);
    return isOpen ? c.json(note) : c.json({ error: 'not found' }, 404);
  });
  const inPath = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
  return {
    routes,
    openapi: documented({
      'GET /me': {},
      'GET /users/{id}': { parameters: [inPath, query('include')] },
      'GET /notes': {},
      'GET /notes/{id}': { parameters: [inPath] },
    }),
  };
}

export const includedForAll = profiles(() => true);
export const includedForOwners = profiles(owns);

/** The parameter shows hidden notes to whoever sends it. */
export const widenedForAll = diary({ widened: () => true });
/** Notes are for their owners, and the list of a user is not looked after. */
export const listedForAll = diary({ opened: owns, listed: () => true, widened: () => true });
export const careful = diary();
/** Titles are for all, what stands below them is not. */
export const titlesForAll = diary({
  opened: owns,
  listed: () => true,
  widened: () => true,
  shown: ({ id, title }) => ({ id, title }),
});
/** What lies on a shelf is for whoever comes by. */
export const onShelves = diary({
  opened: owns,
  listed: () => true,
  widened: () => true,
  below: ['shelves', 'shelf_id'],
  parameter: 'verbose',
});
/** Published for everybody; one by one they are opened by their authors, to change them. */
export const published = diary({ opened: owns, listed: () => true, widened: () => true, isPublic: true });
