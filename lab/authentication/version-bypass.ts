import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';
import { ABSENT, KEY, listener, NOTES, REFUSED } from './key-service.ts';

const secured = { security: [{ key: [] }] };
const components = { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } };
const document = (operations: object) =>
  documented({ 'GET /v2/notes': secured, ...operations }, { components });

function versions(v1: (key: string | undefined) => boolean): LabApp['routes'] {
  return listener(({ path, key }) => {
    if (path === '/v2/notes') return key === KEY ? { status: 200, body: NOTES } : REFUSED;
    if (path === '/v1/notes') return v1(key) ? { status: 200, body: NOTES } : REFUSED;
    return ABSENT;
  });
}

export const oldIsOpen: LabApp = { routes: versions(() => true), openapi: document({}) };
export const oldIsGuarded: LabApp = { routes: versions((key) => key === KEY), openapi: document({}) };
export const oldIsMeantOpen: LabApp = {
  routes: versions(() => true),
  openapi: document({ 'GET /v1/notes': { security: [] } }),
};
export const unversioned: LabApp = { routes: listener(() => REFUSED) };
