import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { cors } from 'hono/cors';
import type { LabApp } from '../app.ts';

const answering = (options: Parameters<typeof cors>[0]): LabApp => ({
  routes: new Hono()
    .use(cors(options))
    .get('/me', (c) =>
      getCookie(c, 'sid') === 'ada-session-1'
        ? c.json({ id: 7, name: 'Ada' })
        : c.json({ error: 'log in' }, 401),
    ),
});

const anyOrigin = (origin: string) => origin;

export const everything = answering({
  origin: anyOrigin,
  credentials: true,
  allowMethods: ['GET', 'PUT', 'DELETE'],
});
export const listedOrigin = answering({
  origin: 'https://app.example',
  credentials: true,
  allowMethods: ['DELETE'],
});
export const listedHeaders = answering({
  origin: anyOrigin,
  credentials: true,
  allowHeaders: ['Content-Type'],
});
/** Open to all, but nobody's cookies come along. */
export const withoutCredentials = answering({ origin: anyOrigin, allowMethods: ['GET', 'DELETE'] });
