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

export const jwt = (claims: object) =>
  [{ alg: 'HS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .concat('q7Kx2LmP9vRt4YwZ8nBc3FhJ6sDgA1eU5iXoTzVwQrM')
    .join('.');
export const KEY_TOKEN = jwt({ sub: '7', exp: 4_102_444_800 });

/** A document whose description shows a token, and a service that accepts this one; undefined where it asks for none. */
export const tokenInDescription = (shown: string, accepted: string | undefined): LabApp => ({
  routes: listener(({ path, request }) => {
    if (!path.startsWith('/notes')) return ABSENT;
    const isServed = accepted === undefined || request.headers.authorization === `Bearer ${accepted}`;
    return isServed ? { status: 200, body: NOTES } : REFUSED;
  }),
  openapi: documented(
    { 'GET /notes': { description: `Send Authorization: Bearer ${shown}` } },
    { components: { securitySchemes: { jwt: { type: 'http', scheme: 'bearer' } } } },
  ),
});
