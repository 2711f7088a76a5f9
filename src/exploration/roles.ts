import { dependsOnObject, isAdministrative } from '../discovery/administration.ts';
import { readsOwnRecord } from '../discovery/own-record.ts';
import type { Surface } from '../discovery/surface.ts';
import type { Exchange } from '../http/exchange.ts';
import { json } from '../http/exchange.ts';
import { type Role, roleIn } from '../identities/claimed-role.ts';
import type { Identity } from '../identities/identity.ts';
import { isAnonymous } from '../identities/identity.ts';
import { isAdministrator } from '../identities/privileged.ts';
import { jwtOf } from '../material/jwt-credential.ts';
import type { Operation } from '../openapi/operation.ts';
import type { ExplorationRecord } from './record.ts';

/** Roles of the identities, as the exploration comes across them. */
export interface Roles {
  /** What an operation answered to an identity. */
  hear(operation: Operation, speaker: Identity, exchange: Exchange): void;
  /** The identities with the roles that were stated, or else read: in the token, in the user's own record, in what opens. */
  inferred(surface: Surface, record: ExplorationRecord): Identity[];
}

export function createRoles(): Roles {
  const read = new Map<string, Role>();

  function roleOf(
    identity: Identity,
    { operations, identities }: Surface,
    record: ExplorationRecord,
  ): Role | undefined {
    const claimed = roleIn(jwtOf(identity)?.jwt.payload, 'claim');
    return claimed ?? read.get(identity.name) ?? roleByRights(identity, operations, identities, record);
  }

  return {
    hear({ method, path }, { name }, exchange) {
      if (!readsOwnRecord(path) || read.has(name)) return;
      const role = roleIn(json(exchange.response), `${method} ${path}:`);
      if (role) read.set(name, role);
    },
    inferred(surface, record) {
      const found = new Map(
        surface.identities.flatMap((identity): [string, Role][] => {
          const role = isAnonymous(identity) ? undefined : roleOf(identity, surface, record);
          return role ? [[identity.name, role]] : [];
        }),
      );
      const common = commonRole(surface.identities, found);
      return surface.identities.map((identity) => {
        const role = found.get(identity.name);
        if (!role || identity.role !== undefined) return identity;
        const read = { ...identity, role: role.role, roleFrom: role.from };
        return role.role === common ? { ...read, isCommonRole: true } : read;
      });
    },
  };
}

/** What a user has who has just registered, or else all users who were given; an administrator's word is never one. */
function commonRole(identities: readonly Identity[], found: ReadonlyMap<string, Role>): string | undefined {
  const known = identities.filter((identity) => !isAnonymous(identity));
  const registered = known.filter(({ account }) => account !== undefined);
  const asked = registered.length > 0 ? registered : known;
  const roles = new Set(asked.map(({ name }) => found.get(name)?.role));
  const [role] = roles;
  return asked.length > 1 && roles.size === 1 && role !== undefined && !isAdministrator(role)
    ? role
    : undefined;
}

/**
 * An administrator opens what is forbidden to another user who is known as well. A plain user is one to whom all that
 * he was seen to ask of it is forbidden: of whoever may open a part, nothing is said.
 */
function roleByRights(
  identity: Identity,
  operations: readonly Operation[],
  identities: readonly Identity[],
  record: ExplorationRecord,
): Role | undefined {
  const asked = operations.filter(
    (operation) =>
      isAdministrative(operation) && !dependsOnObject(operation) && record.heard(operation, identity),
  );
  const forbidden = ({ name }: Identity, operation: Operation) =>
    record.heard(operation, { name })?.status === 'forbidden';
  const opened = asked.find(
    (operation) =>
      record.heard(operation, identity)?.status === 'tested' &&
      identities.some((other) => !isAnonymous(other) && forbidden(other, operation)),
  );
  if (opened) return { role: 'admin', from: `opens ${opened.id}, which is forbidden to others` };
  const [first] = asked;
  const isShutOut = first && asked.every((operation) => forbidden(identity, operation));
  return isShutOut ? { role: 'user', from: `${first.id} is forbidden` } : undefined;
}
