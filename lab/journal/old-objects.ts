import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the service answers what makes a note; each is met in the wild, and each misleads a careless client. */
export const SHAPES = [
  'plain',
  /** The answer to POST is the whole list. */
  'list',
  /** POST makes nothing and answers an old note. */
  'upsert',
  /** `Location` names an old note. */
  'location',
  /** The answer holds the identifiers of other things beside the note. */
  'parent',
  /** POST makes nothing and answers the tag with an old identifier. */
  'wrong-id',
  /** PUT and PATCH obey the identifier of the body instead of that of the path. */
  'body-id',
  /** What changes a thing replaces it: members that are not sent are lost, its name with them. */
  'replaced',
  /** Reading one note closes the connection. */
  'unreadable',
] as const;
export type Shape = (typeof SHAPES)[number];

interface User {
  readonly id: number;
  email?: string;
  password?: string;
  role?: string;
  readonly old?: true;
}

interface Note {
  readonly id: number;
  title?: string;
  readonly owner: number;
  readonly old?: true;
}

export interface OldObjects {
  readonly url: string;
  /** Names of the users and notes that were there before and are not as they were. */
  damaged(): string[];
  /** What is there that was not there before: its title or address, and its number. */
  added(): string[];
  /** Requests that may change something, logins left out. */
  writes(): number;
  /** Called with the number of each such request, after it was carried out and before it is answered. */
  onWrite(listener: (count: number) => void): void;
  close(): Promise<void>;
}

export const TOKENS = { ada: 'ada-token-77120001', bob: 'bob-token-77120002' };

/** No length at which pages end. */
const OLD_NOTES = 23;

const secured = [{ bearer: [] }];
const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const answers = { responses: { 200: { description: 'ok' } } };
const number = { type: 'integer' };
const text = { type: 'string' };
const star = { type: 'object', required: ['points'], properties: { points: number } };
const note = {
  type: 'object',
  required: ['title'],
  properties: { id: { ...number, readOnly: true }, title: text, owner: { ...number, readOnly: true } },
};
const user = { type: 'object', properties: { id: number, email: text, role: text } };
const login = {
  type: 'object',
  required: ['email', 'password'],
  properties: { email: { ...text, format: 'email' }, password: text },
};

const DOCUMENT = {
  openapi: '3.0.3',
  info: { title: 'Notes', version: '1' },
  servers: [{ url: '/' }],
  components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  paths: {
    '/register': { post: { ...answers, requestBody: json(login) } },
    '/login': { post: { ...answers, requestBody: json(login) } },
    '/me': { get: { ...answers, security: secured }, delete: { ...answers, security: secured } },
    '/users': { get: { ...answers, security: secured } },
    '/users/{id}': {
      parameters: [id],
      get: { ...answers, security: secured },
      put: { ...answers, security: secured, requestBody: json(user) },
      delete: { ...answers, security: secured },
    },
    '/users/{id}/password': {
      parameters: [id],
      post: {
        ...answers,
        security: secured,
        requestBody: json({ type: 'object', properties: { password: text } }),
      },
    },
    '/notes': {
      get: { ...answers, security: secured },
      post: { ...answers, security: secured, requestBody: json(note) },
      // Clears everything: no scan has a reason to send it.
      delete: { ...answers, security: secured },
    },
    '/notes/{id}': {
      parameters: [id],
      get: { ...answers, security: secured },
      put: { ...answers, security: secured, requestBody: json(note) },
      patch: { ...answers, security: secured, requestBody: json(note) },
      delete: { ...answers, security: secured },
    },
    '/stars': {
      get: { ...answers, security: secured },
      post: { ...answers, security: secured, requestBody: json(star) },
    },
    '/stars/{id}': {
      parameters: [id],
      get: { ...answers, security: secured },
      put: { ...answers, security: secured, requestBody: json(star) },
      delete: { ...answers, security: secured },
    },
  },
};

const oldUsers = (): User[] =>
  [1, 2, 3, 4, 5].map((at) => ({
    id: at,
    email: `old${at}@corp.example`,
    password: `pass-${at}`,
    role: at === 1 ? 'admin' : 'user',
    old: true,
  }));
const oldNotes = (): Note[] =>
  Array.from({ length: OLD_NOTES }, (_none, at) => ({
    id: at + 1,
    title: `old ${at + 1}`,
    owner: (at % 5) + 1,
    old: true,
  }));

/** Nothing but numbers; each user is shown the list of his own, and every one by its number. */
interface Star {
  readonly id: number;
  readonly owner: number;
  points?: number;
  readonly old?: true;
}

const oldStars = (): Star[] =>
  Array.from({ length: 9 }, (_none, at) => ({ id: at + 1, owner: (at % 5) + 1, points: at, old: true }));

/** A careless service with five users and some notes that were there before the scan. */
export async function serveOldObjects(shape: Shape): Promise<OldObjects> {
  const users = new Map(oldUsers().map((one) => [one.id, one]));
  const notes = new Map(oldNotes().map((one) => [one.id, one]));
  const stars = new Map(oldStars().map((one) => [one.id, one]));
  const sessions = new Map<string, number>([
    [TOKENS.ada, 2],
    [TOKENS.bob, 3],
  ]);
  let nextUser = 6;
  let nextNote = OLD_NOTES + 1;
  let nextStar = 10;
  let writes = 0;
  let listener = (_count: number): void => undefined;

  function makeNote(body: Partial<Note>, owner: number): [unknown, string?] {
    if (shape === 'upsert') return [notes.get(1)];
    if (shape === 'wrong-id') return [{ id: 5, title: body.title }];
    const made = { ...body, id: nextNote, owner } as Note;
    nextNote += 1;
    notes.set(made.id, made);
    if (shape === 'list') return [[...notes.values()]];
    if (shape === 'location') return [{ ok: true }, '/notes/7'];
    if (shape === 'parent') return [{ note: made, id: 3, owner: { id: 3 } }];
    return [made];
  }

  function makeStar({ points }: Partial<Star>, owner: number): [unknown, string?] {
    if (shape === 'upsert') return [stars.get(1)];
    if (shape === 'wrong-id') return [{ id: 5, points }];
    const made = { id: nextStar, owner, points: points ?? 0 };
    nextStar += 1;
    stars.set(made.id, made);
    if (shape === 'list') return [[...stars.values()]];
    if (shape === 'location') return [{ ok: true }, '/stars/7'];
    if (shape === 'parent') return [{ star: made, id: 3, owner: { id: 3 } }];
    return [made];
  }

  /** Status, body, and further headers of the answer. */
  function handle(
    method: string,
    path: string,
    body: Record<string, unknown>,
    asker: User | undefined,
  ): [number, unknown, string?] | 'hang up' {
    const shown = ({ id: number, email, role }: User) => ({ id: number, email, role });
    if (path === '/openapi.json') return [200, DOCUMENT];
    if (path === '/') return [200, { service: 'notes' }];
    if (path === '/register' && method === 'POST') {
      if (!body.email || !body.password) return [400, { error: 'email and password' }];
      const made: User = {
        id: nextUser,
        email: String(body.email),
        password: String(body.password),
        role: 'user',
      };
      nextUser += 1;
      users.set(made.id, made);
      return [201, shown(made)];
    }
    if (path === '/login' && method === 'POST') {
      const known = [...users.values()].find(
        (one) => one.email === body.email && one.password === body.password,
      );
      if (!known) return [401, { error: 'wrong' }];
      const token = `session-${known.id}-${sessions.size}-0123456789`;
      sessions.set(token, known.id);
      return [200, { token }];
    }
    if (!asker) return [401, { error: 'log in' }];
    if (path === '/me') {
      if (method === 'DELETE') users.delete(asker.id);
      return method === 'DELETE' ? [204, ''] : [200, shown(asker)];
    }
    if (path === '/users') return [200, [...users.values()].map(shown)];
    if (path === '/notes') {
      if (method === 'POST') return [201, ...makeNote(body, asker.id)];
      if (method === 'DELETE') notes.clear();
      return [200, [...notes.values()]];
    }
    if (path === '/stars') {
      if (method === 'POST') return [201, ...makeStar(body, asker.id)];
      return [200, [...stars.values()].filter(({ owner }) => owner === asker.id)];
    }
    const [, kind, number] = /^\/(users|notes|stars)\/(\d+)(?:\/password)?$/.exec(path) ?? [];
    const table = (kind === 'users' ? users : kind === 'stars' ? stars : notes) as unknown as Map<
      number,
      Record<string, unknown>
    >;
    const found = table.get(Number(number));
    if (!found) return [404, { error: 'not found' }];
    if (method === 'GET') {
      if (shape === 'unreadable' && kind !== 'users' && !found.old) return 'hang up';
      return [200, kind === 'users' ? shown(found as unknown as User) : found];
    }
    if (method === 'DELETE') {
      table.delete(Number(number));
      return [204, ''];
    }
    if (!['POST', 'PUT', 'PATCH'].includes(method)) return [405, { error: 'method not allowed' }];
    const at = shape === 'body-id' ? Number(body.id ?? found.id) : Number(found.id);
    const kept = shape === 'replaced' ? {} : (table.get(at) ?? {});
    const changed = { ...kept, ...body, id: at };
    table.set(at, changed);
    return [200, changed];
  }

  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const path = (request.url ?? '').split('?')[0] ?? '';
      const token = (request.headers.authorization ?? '').replace('Bearer ', '');
      const asker = users.get(sessions.get(token) ?? 0);
      const answer = handle(request.method ?? 'GET', path, parsed(Buffer.concat(parts).toString()), asker);
      if (!/^(?:GET|HEAD|OPTIONS|TRACE)$/.test(request.method ?? '') && path !== '/login') {
        writes += 1;
        listener(writes);
      }
      if (answer === 'hang up') return request.socket.destroy();
      const [status, value, location] = answer;
      response.writeHead(status, {
        'Content-Type': 'application/json',
        ...(location ? { Location: location } : {}),
      });
      return response.end(value === '' || request.method === 'HEAD' ? '' : JSON.stringify(value));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  return {
    url: `http://127.0.0.1:${port}`,
    damaged: () => [
      ...oldUsers().flatMap((one) => (same(one, users.get(one.id)) ? [] : [`user ${one.id}`])),
      ...oldNotes().flatMap((one) => (same(one, notes.get(one.id)) ? [] : [`note ${one.id}`])),
      ...oldStars().flatMap((one) => (same(one, stars.get(one.id)) ? [] : [`star ${one.id}`])),
    ],
    added: () => [
      ...[...users.values()].flatMap((one) => (one.old ? [] : [`${one.email} ${one.id}`])),
      ...[...notes.values()].flatMap((one) => (one.old ? [] : [`${one.title} ${one.id}`])),
      ...[...stars.values()].flatMap((one) => (one.old ? [] : [`/stars/${one.id} ${one.id}`])),
    ],
    writes: () => writes,
    onWrite(next) {
      listener = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function parsed(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // As frameworks do that take what they cannot read for an empty body.
    return {};
  }
}
