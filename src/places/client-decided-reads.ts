import { isAnonymous } from '../identities/identity.ts';
import { forbiddenReads } from './forbidden-reads.ts';
import { type OperationPlace, operationsToRead } from './operations.ts';
import type { Known, PlaceKind } from './place.ts';

/** A read whose answer depends on what somebody may, or on who he is. */
export interface ClientDecidedRead extends OperationPlace {
  readonly of: 'role' | 'user';
}

/** Reads that are forbidden to the identity, and those that serve more than one user without a name in the path. */
export const clientDecidedReads: PlaceKind<ClientDecidedRead> = {
  one: 'read that depends on who asks',
  many: 'reads that depend on who asks',
  async find(known) {
    const forbidden = (await forbiddenReads.find(known)).map((one) => ({ ...one, of: 'role' }) as const);
    const taken = new Set(forbidden.map(({ operation }) => operation));
    const served = operationsToRead(known.surface)
      .filter(({ operation }) => !taken.has(operation) && isServedToSeveral(operation, known))
      .map((one) => ({ ...one, of: 'user' }) as const);
    return [...forbidden, ...served];
  },
  key: ({ operation }) => operation.id,
  operationOf: ({ operation }) => operation,
};

function isServedToSeveral(
  operation: OperationPlace['operation'],
  { surface, record, anonymous }: Known,
): boolean {
  const isOpen = (identity: { readonly name: string }) =>
    ['tested', 'empty'].includes(record.heard(operation, identity)?.status ?? '');
  const users = surface.identities.filter((identity) => !isAnonymous(identity) && isOpen(identity));
  return users.length > 1 && !operation.path.includes('{') && !isOpen(anonymous.identity);
}
