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

export const beginsLikeOwn = answering((asked) => (asked.startsWith('http://127.0.0.1') ? asked : null));
export const endsLikeTrusted = answering((asked) =>
  asked.endsWith('app.example') ? asked : 'https://app.example',
);
/** Names its trusted origin to everybody, and takes its dot for any character. */
export const unescapedDot = answering((asked) =>
  /^https:\/\/app.example$/.test(asked) ? asked : 'https://app.example',
);
export const whole = answering((asked) => (asked === 'https://app.example' ? asked : 'https://app.example'));
/** Repeats every origin: another rule's finding. */
export const everybody = answering((asked) => asked);
