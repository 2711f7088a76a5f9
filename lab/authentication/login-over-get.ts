import type { LabApp } from '../app.ts';
import { documented, query } from '../documented.ts';
import { ABSENT, listener, REFUSED } from './key-service.ts';

const routes = listener(({ path }) => (path.startsWith('/user/login') ? REFUSED : ABSENT));
export const loginByQuery: LabApp = {
  routes,
  openapi: documented({ 'GET /user/login': { parameters: [query('username'), query('password')] } }),
};
/** Only the document knows of it. */
export const deadLoginByQuery: LabApp = { ...loginByQuery, routes: listener(() => ABSENT) };
export const loginByBody: LabApp = {
  routes,
  openapi: documented({
    'POST /user/login': {},
    'GET /search': { parameters: [query('password_policy')] },
    // A postal code.
    'GET /user/login-offices': { parameters: [query('pin')] },
  }),
};
