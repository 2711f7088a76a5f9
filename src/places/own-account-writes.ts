import type { Operation } from '../openapi/operation.ts';
import { type AccountMark, accountMarks } from './account-marks.ts';
import type { PlaceKind } from './place.ts';
import { profileUpdates } from './profile-updates.ts';
import { provenRegistrations } from './proven-registration.ts';

/** An operation by which somebody says what his own account is: when he registers, or later. */
export interface OwnAccountWrite {
  readonly operation: Operation;
  readonly registers: boolean;
  /** Where it lies below the account, and says one thing of it. */
  readonly mark?: AccountMark;
}

export const ownAccountWrites: PlaceKind<OwnAccountWrite> = {
  one: 'operation that makes or changes one’s own account',
  many: 'operations that make or change one’s own account',
  async find(known) {
    const registrations = await provenRegistrations.find(known);
    const updates = await profileUpdates.find(known);
    const taken = new Set(updates);
    const marks = accountMarks(known.surface).filter(({ operation }) => !taken.has(operation));
    return [
      ...registrations.map(({ operation }) => ({ operation, registers: true })),
      ...updates.map((operation) => ({ operation, registers: false })),
      ...marks.map((mark) => ({ operation: mark.operation, registers: false, mark })),
    ];
  },
  key: ({ operation }) => operation.id,
  operationOf: ({ operation }) => operation,
};
