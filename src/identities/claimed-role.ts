import { isNode, type Node } from '../openapi/node.ts';
import { isPrivilegedRole } from './privileged.ts';

/** A role, and where it was read. */
export interface Role {
  readonly role: string;
  /** `claim roles`, `GET /me: is_admin`. */
  readonly from: string;
}

/** Members that name roles; a scope is what a client may do, and says only of an administrator's that it is one. */
const NAMES_ROLES =
  /^(?:https?:\/\/\S{1,200}\/)?(?:cognito:)?(?:user_?)?(?:role|roles|role_?names?|groups|authorities|permissions)$|^user_?type$/i;
/** An administrator's right among the rights of a client. */
const ADMINISTRATIVE_RIGHT = /(?:^|[:._-])(?:admin\w*|superuser|root)(?:$|[:._-])/i;
/** What identity providers give to everybody (Keycloak, OpenID Connect). */
const FOR_ALL = /^(?:offline_access|uma_\w+|default-roles-.*|openid|profile|email)$/i;
const NAMES_SCOPES = /^(?:scopes?|scp|perms)$/i;
const FLAGS =
  /^_?is_?(admin|administrator|super_?user|staff|root|owner)$|^(admin|administrator|superuser|staff)$/i;
/** Objects that stand around roles (Keycloak's `realm_access`, `user`, `data`). */
const AROUND = /^(?:realm_access|app_metadata|user|data|account|profile|attributes|result|me)$/i;
const DEEPEST = 2;
/** A role is a word; longer texts are sentences, addresses or lists of rights. */
const ROLE_WORD = /^[A-Za-z][\w .:-]{0,40}$/;

/** The role that claims of a token, or the user's own record, name: of several the one with most rights. */
export function roleIn(document: unknown, place: string, depth = 0): Role | undefined {
  if (!isNode(document) || depth > DEEPEST) return undefined;
  const found = ownRole(document, place);
  if (found) return found;
  for (const [name, held] of Object.entries(document)) {
    const inner = AROUND.test(name) ? roleIn(held, place, depth + 1) : undefined;
    if (inner) return inner;
  }
  return undefined;
}

function ownRole(document: Node, place: string): Role | undefined {
  const entries = Object.entries(document);
  const flags = entries.filter(([name, held]) => FLAGS.test(name) && typeof held === 'boolean');
  const raised = flags.find(([, held]) => held === true);
  if (raised) return { role: 'admin', from: `${place} ${raised[0]}` };
  const named = entries.flatMap(([name, held]) =>
    NAMES_ROLES.test(name) || NAMES_SCOPES.test(name) ? wordsIn(held).map((word) => ({ name, word })) : [],
  );
  const isRight = (name: string) => NAMES_SCOPES.test(name) || /permission/i.test(name);
  const high = named.find(({ name, word }) =>
    isRight(name) ? ADMINISTRATIVE_RIGHT.test(word) : isPrivilegedRole(word),
  );
  const [plain] = named.filter(({ name }) => !isRight(name));
  const told = high ?? plain;
  if (told) return { role: told.word, from: `${place} ${told.name}` };
  const [lowered] = flags;
  return lowered ? { role: 'user', from: `${place} ${lowered[0]}` } : undefined;
}

function wordsIn(held: unknown): string[] {
  const all = Array.isArray(held) ? held.map((one) => (isNode(one) ? (one.name ?? one.role) : one)) : [held];
  return all
    .flatMap((one) => (typeof one === 'string' ? one.split(/[\s,]+/) : []))
    .filter((word) => ROLE_WORD.test(word) && !FOR_ALL.test(word));
}
