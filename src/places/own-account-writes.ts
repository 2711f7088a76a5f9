import type { Operation } from '../openapi/operation.ts';
import type { PlaceKind } from './place.ts';
import { profileUpdates } from './profile-updates.ts';
import { provenRegistrations } from './proven-registration.ts';

/** An operation by which somebody says what his own account is: when he registers, or later. */
export interface OwnAccountWrite {
  readonly operation: Operation;
  readonly registers: boolean;
}

export const ownAccountWrites: PlaceKind<OwnAccountWrite> = {
  one: 'operation that makes or changes one’s own account',
  many: 'operations that make or change one’s own account',
  async find(known) {
    const registrations = await provenRegistrations.find(known);
    const updates = await profileUpdates.find(known);
    return [
      ...registrations.map(({ operation }) => ({ operation, registers: true })),
      ...updates.map((operation) => ({ operation, registers: false })),
    ];
  },
  key: ({ operation }) => operation.id,
  operationOf: ({ operation }) => operation,
};
