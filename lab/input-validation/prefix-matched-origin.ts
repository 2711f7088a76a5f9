import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { cors } from 'hono/cors';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

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

/** Tells strangers nothing of the console that it trusts: only its page and its document name the company. */
const silent = (allows: (asked: string) => boolean): LabApp => {
  const { routes } = answering((asked) => (allows(asked) ? asked : null));
  (routes as Hono).get('/', (c) => c.json({ service: 'turbines', support: 'api-support@windmill.example' }));
  return { routes, openapi: documented({ 'GET /me': { responses: { 200: {}, 401: {} } } }) };
};
export const endsLikeUntold = silent((asked) => asked.endsWith('windmill.example'));
export const beginsLikeUntold = silent((asked) => asked.startsWith('https://windmill.example'));
export const wholeUntold = silent((asked) => asked === 'https://console.windmill.example');
/** Each name below the company's own is hers. */
export const subdomains = silent((asked) => asked.endsWith('.windmill.example'));
