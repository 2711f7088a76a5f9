import { isAdministrative } from '../discovery/administration.ts';
import type { Surface } from '../discovery/surface.ts';
import type { Identity } from '../identities/identity.ts';
import type { Operation } from '../openapi/operation.ts';
import type { OperationPlace } from './operations.ts';
import { operationsToRead } from './operations.ts';
import type { Known, PlaceKind } from './place.ts';
import { perSurface } from './place.ts';

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
  find: (known) => {
    const { surface, record } = known;
    const closed = (operation: Operation) =>
      surface.identities.some((identity) => record.heard(operation, identity)?.status === 'forbidden');
    const operations = operationsToRead(surface).map(({ operation }) => operation);
    return operationsToRead(surface).filter(
      ({ operation }) =>
        isAdministrative(operation) ||
        operation.audience !== undefined ||
        wholeBeside(operation, operations).some(closed) ||
        surface.identities.some((identity) => refusedBeside(operation, identity, known) !== undefined),
    );
  },
  key: ({ operation }) => operation.id,
  operationOf: ({ operation }) => operation,
};

/** True for everything at once, as a file. */
export function isWhole({ path }: Operation): boolean {
  return WHOLE.test(path.slice(path.lastIndexOf('/') + 1));
}

/** Where an operation serves at once what others show in parts: those others, the list above or the same folder. */
export function wholeBeside(operation: Operation, operations: readonly Operation[]): readonly Operation[] {
  const path = addressOf(operation);
  const last = path.slice(path.lastIndexOf('/') + 1);
  if (OWN.test(path) || path.endsWith('/')) return [];
  const folder = path.slice(0, path.lastIndexOf('/'));
  const servesAll = isWhole(operation);
  if (!servesAll && !OF_EVERYBODY.test(last)) return [];
  return operations.filter((other) => {
    const beside = addressOf(other).replace(/\/$/, '');
    if (other === operation || other.method !== 'GET') return false;
    if (servesAll && (beside === folder || `${beside}${last.slice(last.lastIndexOf('.'))}` === path))
      return true;
    return OF_EVERYBODY.test(last) && beside.slice(0, beside.lastIndexOf('/')) === folder;
  });
}

const addressOf = ({ server, path }: Operation) => server + path;

/** Operations of one folder that are forbidden to a user who is served another one there. */
export interface RefusedBeside {
  readonly operation: Operation;
  /** How many of them are. */
  readonly count: number;
  /** True where that is all else in the folder that the user was heard at. */
  readonly isAllElse: boolean;
}

/** Folders of whatever the asker belongs to: what a plain member may not see there says nothing about the rest. */
const OF_THE_ASKER =
  /^(?:me|my|mine|own|self|current|accounts?|profiles?|users?|organi[sz]ations?|orgs?|teams?|compan(?:y|ies)|households?|famil(?:y|ies)|workspaces?|tenants?|groups?|projects?|clubs?)$/i;
/** Folders that hold the whole API. */
const HOLDS_ALL = /^(?:api|apis|rest|public|services?|app|web|v\d.*|\d+(?:\.\d+)*)$/i;

/** Looked for in the nearest folder that has any; operations that name an object are left out, whose owner may decide. */
export function refusedBeside(
  operation: Operation,
  user: Identity,
  { surface, record }: Pick<Known, 'surface' | 'record'>,
): RefusedBeside | undefined {
  if (record.heard(operation, user)?.status !== 'tested') return undefined;
  const folders = namesNoObject(operation) ? foldersOf(addressOf(operation)) : [];
  for (const folder of folders) {
    const heard = (byFolder(surface).get(folder) ?? []).flatMap((other) => {
      const status = other === operation ? undefined : record.heard(other, user)?.status;
      return status === undefined ? [] : [{ operation: other, status }];
    });
    const refused = heard.filter(({ status }) => status === 'forbidden');
    const [first] = refused;
    if (first)
      return {
        operation: first.operation,
        count: refused.length,
        isAllElse: refused.length === heard.length,
      };
  }
  return undefined;
}

const byFolder = perSurface((surface: Surface): ReadonlyMap<string, readonly Operation[]> => {
  const index = new Map<string, Operation[]>();
  for (const { operation } of operationsToRead(surface)) {
    if (operation.method !== 'GET' || !namesNoObject(operation)) continue;
    const address = addressOf(operation).replace(/\/$/, '');
    for (const folder of [address, ...foldersOf(address)]) {
      const held = index.get(folder);
      if (held) held.push(operation);
      else index.set(folder, [operation]);
    }
  }
  return index;
});

const namesNoObject = ({ path }: Operation) => !path.includes('{') && !path.includes('~');

/** The nearest first; none where one of them is the asker's own, and none that holds the whole API. */
function foldersOf(address: string): string[] {
  const [origin = '', ...parts] = splitAddress(address.replace(/\/$/, ''));
  const folders: string[] = [];
  for (let end = parts.length - 1; end > 0; end -= 1) {
    if (parts.slice(0, end).some((part) => OF_THE_ASKER.test(part))) return [];
    if (!HOLDS_ALL.test(parts[end - 1] ?? '')) folders.push([origin, ...parts.slice(0, end)].join('/'));
  }
  return folders;
}

/** The origin, and the parts of the path. */
function splitAddress(address: string): string[] {
  const at = address.indexOf('/', address.indexOf('//') + 2);
  return at === -1 ? [address] : [address.slice(0, at), ...address.slice(at + 1).split('/')];
}
