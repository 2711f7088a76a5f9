import { isAdministrative } from '../discovery/administration.ts';
import type { Operation } from '../openapi/operation.ts';
import type { OperationPlace } from './operations.ts';
import { operationsToRead } from './operations.ts';
import type { PlaceKind } from './place.ts';

/** Everything at once, as a file: `/attendees/export`, `/orders.csv`. */
const WHOLE = /^(?:exports?|dump|download|csv|all)(?:\.\w{2,5})?$|\.(?:csv|xlsx)$/i;
/** Figures about everybody, which no plain user has one of his own of. */
const OF_EVERYBODY = /^(?:payrolls?|salaries|takings|revenue|turnover)(?:\.\w{2,5})?$/i;
/** Below these each has his own. */
const OWN = /(?:^|\/)(?:me|my|mine|own|self|current)(?:\/|$)/i;

/** Operations that can be read and are, by path, document or what lies beside them, not for every user. */
export const restrictedReads: PlaceKind<OperationPlace> = {
  one: 'read that is not for every user',
  many: 'reads that are not for every user',
  find: ({ surface, record }) => {
    const closed = (operation: Operation) =>
      surface.identities.some((identity) => record.heard(operation, identity)?.status === 'forbidden');
    const operations = operationsToRead(surface).map(({ operation }) => operation);
    return operationsToRead(surface).filter(
      ({ operation }) =>
        isAdministrative(operation) ||
        operation.audience !== undefined ||
        wholeBeside(operation, operations).some(closed),
    );
  },
  key: ({ operation }) => operation.id,
  operationOf: ({ operation }) => operation,
};

/** Where an operation serves at once what others show in parts: those others, the list above or the same folder. */
export function wholeBeside(operation: Operation, operations: readonly Operation[]): readonly Operation[] {
  const path = addressOf(operation);
  const last = path.slice(path.lastIndexOf('/') + 1);
  if (OWN.test(path) || path.endsWith('/')) return [];
  const folder = path.slice(0, path.lastIndexOf('/'));
  const isWhole = WHOLE.test(last);
  if (!isWhole && !OF_EVERYBODY.test(last)) return [];
  return operations.filter((other) => {
    const beside = addressOf(other).replace(/\/$/, '');
    if (other === operation || other.method !== 'GET') return false;
    if (isWhole && (beside === folder || `${beside}${last.slice(last.lastIndexOf('.'))}` === path))
      return true;
    return OF_EVERYBODY.test(last) && beside.slice(0, beside.lastIndexOf('/')) === folder;
  });
}

const addressOf = ({ server, path }: Operation) => server + path;
