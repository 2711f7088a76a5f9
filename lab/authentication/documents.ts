import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';
import { ABSENT, KEY, listener, NOTES, REFUSED } from './key-service.ts';

const key = { type: 'apiKey', in: 'header', name: 'X-Key' };
const secured = {
  security: [{ key: [] }],
  responses: { 200: { description: 'OK' }, 401: { description: 'No' } },
};

/** Serves `/notes` with a key, or to all. */
const serving = (openToAll: boolean, openapi: object): LabApp => ({
  routes: listener((asked) => {
    if (!asked.path.startsWith('/notes')) return ABSENT;
    return openToAll || asked.key === KEY ? { status: 200, body: NOTES } : REFUSED;
  }),
  openapi,
});

const withScheme = (scheme: object) =>
  documented({ 'GET /notes': secured }, { components: { securitySchemes: { key: scheme } } });
const oauth = (flow: string, more: object) =>
  withScheme({ type: 'oauth2', flows: { [flow]: { scopes: {}, ...more } } });

export const sound = serving(false, withScheme(key));
export const undefinedScheme = serving(false, documented({ 'GET /notes': secured }));
export const silentOn401 = serving(
  false,
  documented({ 'GET /notes': { security: [{ key: [] }] } }, { components: { securitySchemes: { key } } }),
);
export const implicit = serving(
  false,
  oauth('implicit', { authorizationUrl: 'https://id.lab.example/authorize' }),
);
export const password = serving(false, oauth('password', { tokenUrl: 'https://id.lab.example/token' }));
/** The service’s own login form, as frameworks write it. */
export const ownPassword = serving(false, oauth('password', { tokenUrl: 'token' }));
export const plainTokenUrl = serving(
  false,
  oauth('clientCredentials', { tokenUrl: 'http://id.lab.example/token' }),
);
export const keyInQuery = serving(false, withScheme({ type: 'apiKey', in: 'query', name: 'key' }));
export const exampleKey = (example: string) =>
  serving(
    false,
    documented(
      {
        'GET /notes': {
          ...secured,
          parameters: [{ name: 'X-Key', in: 'header', schema: { type: 'string' }, example }],
        },
      },
      { components: { securitySchemes: { key } } },
    ),
  );

export const unsecuredWriting = serving(true, documented({ 'GET /notes': {}, 'DELETE /notes': {} }));
export const unsecuredReading = serving(true, documented({ 'GET /notes': {} }));
export const unsecuredOnPaperOnly = serving(false, documented({ 'GET /notes': {}, 'DELETE /notes': {} }));

const openWrite = documented(
  { 'GET /notes': secured, 'DELETE /notes': {} },
  { components: { securitySchemes: { key } } },
);
export const openDelete = serving(false, openWrite);
