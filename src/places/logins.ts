import { type LoginOperation, loginOperation } from '../identities/account-operations.ts';
import type { PlaceKind } from './place.ts';

/** The operation that gives a session for a name and a password, where the document has one. */
export const logins: PlaceKind<LoginOperation> = {
  one: 'login',
  many: 'logins',
  find: ({ surface }) => [loginOperation(surface) ?? []].flat(),
  key: ({ operation }) => operation.id,
  operationOf: ({ operation }) => operation,
};
