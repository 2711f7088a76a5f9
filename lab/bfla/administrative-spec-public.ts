import { documented } from '../documented.ts';
import { backOffice } from './back-office.ts';

const secured = { security: [{ token: [] }] };
const root = { components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } } };
const withAdmin = (operation: Readonly<Record<string, unknown>>) =>
  documented({ 'GET /me': secured, 'DELETE /admin/users': operation }, root);

export const publicOnPaper = backOffice(() => true, withAdmin({}));
export const securedOnPaper = backOffice(() => true, withAdmin(secured));
export const wrongPaper = backOffice(
  (caller) => caller === 'admin',
  documented({ 'GET /me': secured, 'GET /admin/users': {} }, root),
);
/** The document forgets both; reading is refused, so that the service does not believe the document. */
export const wrongPaperForBoth = backOffice(
  (caller) => caller === 'admin',
  documented({ 'GET /me': secured, 'GET /admin/users': {}, 'DELETE /admin/users': {} }, root),
);
