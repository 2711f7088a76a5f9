import type { LabApp } from '../app.ts';
import { documented, query } from '../documented.ts';
import { ABSENT, listener } from './key-service.ts';

const routes = listener(() => ABSENT);
export const loginByQuery: LabApp = {
  routes,
  openapi: documented({ 'GET /user/login': { parameters: [query('username'), query('password')] } }),
};
export const loginByBody: LabApp = {
  routes,
  openapi: documented({ 'POST /user/login': {}, 'GET /search': { parameters: [query('password_policy')] } }),
};
