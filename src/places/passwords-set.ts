import type { Operation } from '../openapi/operation.ts';
import { type PasswordChange, passwordChanges } from './password-changes.ts';
import type { PlaceKind } from './place.ts';
import { provenRegistrations } from './proven-registration.ts';

/** Where users choose a password: when they register, and when they change it. */
export interface PasswordSet {
  readonly operation: Operation;
  /** Left out where an account is registered. */
  readonly change?: PasswordChange;
}

export const passwordsSet: PlaceKind<PasswordSet> = {
  one: 'operation by which users choose a password',
  many: 'operations by which users choose a password',
  async find(known) {
    const registrations = await provenRegistrations.find(known);
    const changes = await passwordChanges.find(known);
    return [
      ...registrations.map(({ operation }) => ({ operation })),
      ...changes.map((change) => ({ operation: change.operation, change })),
    ];
  },
  key: ({ operation }) => operation.id,
  operationOf: ({ operation }) => operation,
};
