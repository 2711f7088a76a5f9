import type { RolePolicy } from '../discovery/surface.ts';
import { type Identity, isAnonymous } from '../identities/identity.ts';
import type { OperationPlace } from './operations.ts';
import { readOperations } from './operations.ts';
import type { PlaceKind } from './place.ts';

/** One cell of the authorization matrix that the user's role policy speaks of. */
export interface RoleAccess extends OperationPlace {
  readonly identity: Identity;
  readonly role: string;
  readonly isAllowed: boolean;
}

/** Readable operations by identities whose role the policy names. */
export const roleAccesses: PlaceKind<RoleAccess> = {
  one: 'operation of a role',
  many: 'operations of roles',
  find: async (known) => {
    const { identities, roles = {} } = known.surface;
    const operations = await readOperations.find(known);
    return identities.flatMap((identity) => {
      const role = isAnonymous(identity) ? 'anonymous' : identity.role;
      const patterns = role === undefined ? undefined : patternsOf(roles, role);
      if (role === undefined || !patterns) return [];
      return operations.map(
        (place): RoleAccess => ({
          ...place,
          identity,
          role,
          isAllowed: patterns.some((pattern) => matches(pattern, place.operation.id)),
        }),
      );
    });
  },
  key: ({ operation, identity }) => `${operation.id} as ${identity.name}`,
  operationOf: ({ operation }) => operation,
};

function patternsOf(roles: RolePolicy, role: string): readonly string[] | undefined {
  return Object.hasOwn(roles, role) ? roles[role] : undefined;
}

/** `*` stands for any text; a pattern without a method is one of every method. */
function matches(pattern: string, id: string): boolean {
  const whole = /^[A-Z*]+ /.test(pattern) ? pattern : `* ${pattern}`;
  const pieces = whole.split('*');
  const [first = ''] = pieces;
  const last = pieces.at(-1) ?? '';
  if (pieces.length === 1) return id === whole;
  if (id.length < first.length + last.length || !id.startsWith(first) || !id.endsWith(last)) return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = id.indexOf(piece, at);
    if (found === -1 || found + piece.length > id.length - last.length) return false;
    at = found + piece.length;
  }
  return true;
}
