import { documented, pathParameter } from '../documented.ts';
import { correct, publicOrders } from './orders-api.ts';

const secured = { security: [{ token: [] }] };
const root = { components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } } };
const id = { parameters: [pathParameter('id', '101')] };

export const openObjects = {
  ...publicOrders,
  openapi: documented({ 'GET /me': secured, 'GET /orders/{id}': id }, root),
};
export const openChanges = {
  ...publicOrders,
  openapi: documented({ 'GET /me': secured, 'DELETE /orders/{id}': id }, root),
};
export const securedObjects = {
  ...publicOrders,
  openapi: documented({ 'GET /me': secured, 'GET /orders/{id}': { ...id, ...secured } }, root),
};
/** The document is silent, and the service asks all the same. */
export const askedAllTheSame = {
  ...correct,
  openapi: documented({ 'GET /me': secured, 'GET /orders/{id}': id, 'DELETE /orders/{id}': id }, root),
};
