import { setTimeout as wait } from 'node:timers/promises';
import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, query } from '../documented.ts';
import { accountsApi } from '../identities/accounts-api.ts';

const openapi = documented({ 'GET /search': { parameters: [query('q', {}, { example: 'books' })] } });
const matching = (pattern: RegExp): LabApp => ({
  openapi,
  routes: new Hono().get('/search', (c) => c.json({ valid: pattern.test(c.req.query('q') ?? '') })),
});

export const nested = matching(/^(?:[a-z]+)+$/);
export const linear = matching(/^[a-z]+$/);
/** Slow whatever it is asked. */
export const slow: LabApp = {
  openapi,
  routes: new Hono().get('/search', async (c) => {
    await wait(170);
    return c.json({ valid: true });
  }),
};

/** The pattern is behind a login, in the body of a change. */
export const nestedInBody = accountsApi({ email: /^(?:[0-9a-z]+[-.]?)+@[a-z]+\.[a-z]{2,9}$/ });
export const linearInBody = accountsApi();
