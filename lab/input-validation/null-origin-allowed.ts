import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { cors } from 'hono/cors';
import type { LabApp } from '../app.ts';

const answering = (origin: (asked: string) => string | null): LabApp => ({
  routes: new Hono()
    .use(cors({ origin, credentials: true }))
    .get('/me', (c) =>
      getCookie(c, 'sid') === 'ada-session-1'
        ? c.json({ id: 7, name: 'Ada' })
        : c.json({ error: 'log in' }, 401),
    ),
});

export const nullListed = answering((asked) =>
  ['https://app.example', 'null'].includes(asked) ? asked : null,
);
export const unlisted = answering((asked) => (asked === 'https://app.example' ? asked : null));
/** Allows everybody: another rule's finding, and not two. */
export const everybody = answering((asked) => asked);
