import type { Context } from 'hono';
import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';
import { userOf } from './orders-api.ts';

const CHATS = [
  { id: 301, members: [7, 9] },
  { id: 302, members: [8, 10] },
];
const MESSAGES = [
  { id: 901, chat: 301, sender_id: 7, text: 'The spare key is with the neighbour.' },
  { id: 902, chat: 302, sender_id: 8, text: 'The doctor rang back this morning.' },
];

export interface Post {
  /** Messages by number are for whoever is logged in. */
  readonly isOpen?: boolean;
  /** The same under another address. */
  readonly copies?: boolean;
  /** Who sent a message is said. */
  readonly named?: boolean;
  /** What messages are called in paths. */
  readonly kind?: string;
}

/** `/chats`, `/chats/{id}/messages` and `/messages/{id}`: what is said in a chat is for its two members. */
export function privateMessages({
  isOpen = false,
  copies = false,
  named = true,
  kind = 'messages',
}: Post = {}): LabApp {
  const routes = new Hono();
  const askerOf = (c: Context) => userOf(c.req.header('Authorization')) ?? 0;
  routes.use(async (c, next) => {
    if (askerOf(c) > 0) return next();
    return c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' });
  });
  const shown = ({ id, sender_id, text }: (typeof MESSAGES)[number]) =>
    named ? { id, sender_id, text } : { id, text };
  const isIn = (asker: number, id: number) =>
    CHATS.some((chat) => chat.id === id && chat.members.includes(asker));
  routes.get('/me', (c) => c.json({ user_id: askerOf(c) }));
  routes.get('/chats', (c) =>
    c.json(CHATS.filter(({ id }) => isIn(askerOf(c), id)).map(({ id }) => ({ id }))),
  );
  routes.get(`/chats/:id/${kind}`, (c) => {
    const id = Number(c.req.param('id'));
    if (!isIn(askerOf(c), id)) return c.json({ error: 'not found' }, 404);
    return c.json(MESSAGES.filter(({ chat }) => chat === id).map(shown));
  });
  const one = (isForAll: boolean) => (asker: number, id: string) => {
    const found = MESSAGES.find((held) => String(held.id) === id);
    return found && (isForAll || isIn(asker, found.chat)) ? shown(found) : undefined;
  };
  const absent = { error: 'not found' };
  routes.get(`/${kind}/:id`, (c) => {
    const found = one(isOpen)(askerOf(c), c.req.param('id'));
    return found ? c.json(found) : c.json(absent, 404);
  });
  routes.get(`/offline/${kind}/:id`, (c) => {
    const found = copies ? one(true)(askerOf(c), c.req.param('id')) : undefined;
    return found ? c.json(found) : c.json(absent, 404);
  });
  const inPath = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
  return {
    routes,
    openapi: documented({
      'GET /me': {},
      'GET /chats': {},
      [`GET /chats/{id}/${kind}`]: { parameters: [inPath] },
      [`GET /${kind}/{id}`]: { parameters: [inPath] },
      ...(copies ? { [`GET /offline/${kind}/{id}`]: { parameters: [inPath] } } : {}),
    }),
  };
}
