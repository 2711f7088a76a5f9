import { documented } from '../documented.ts';
import { backOffice } from './back-office.ts';

const flows = {
  clientCredentials: { tokenUrl: 'https://id.lab.example/token', scopes: { 'notes:write': 'change notes' } },
};
const root = {
  components: {
    securitySchemes: {
      oauth: { type: 'oauth2', flows },
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
    },
  },
};
const requiring = (security: object, known: object = root) =>
  backOffice(
    (caller) => caller === 'admin',
    documented({ 'GET /me': { security: [{ oauth: [] }] }, 'POST /notes': { security: [security] } }, known),
  );

export const anyToken = requiring({ oauth: [] });
export const scoped = requiring({ oauth: ['notes:write'] });
export const byKey = requiring({ key: [] });
/** A login form in the document, as frameworks write it: there is no scope to ask for. */
export const passwordForm = requiring(
  { login: [] },
  {
    components: {
      securitySchemes: { login: { type: 'oauth2', flows: { password: { tokenUrl: '/token', scopes: {} } } } },
    },
  },
);
