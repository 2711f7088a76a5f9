import type { Operation } from '../openapi/operation.ts';
import type { PlaceKind } from './place.ts';

/** Operations that end the session of whoever asks. */
export const logouts: PlaceKind<Operation> = {
  one: 'logout',
  many: 'logouts',
  find: ({ surface }) => surface.operations.filter(isLogout),
  key: ({ id }) => id,
  operationOf: (operation) => operation,
};

const LOGOUT = /(?:^|\/)(?:log|sign)[-_]?(?:out|off)$/i;
/** What a login made, at which DELETE ends it. */
const SESSION =
  /(?:^|\/)(?:sessions?|(?:access[-_]?)?tokens?|auth|log-?in|sign-?in)(?:\/(?:current|me|mine|self))?$/i;
/** RFC 7009, and what is named after it. */
const REVOCATION = /(?:^|\/)(?:oauth2?|auth|tokens?)\/(?:revoke|revocation)$/i;

/** Of a service that one enters. */
const LEAVES = /(?:^|\/)(?:leave|exit|quit|end[-_]?session)$/i;

function isLogout({ method, path, bodies }: Operation): boolean {
  const bare = path.replace(/\/$/, '');
  if (bare.includes('{')) return false;
  if (method === 'DELETE') return LOGOUT.test(bare) || SESSION.test(bare);
  // By GET it is not among the operations: nothing asks there without need.
  if (method !== 'POST' && method !== 'PUT') return false;
  // With a body it may be something that somebody hands in: `/leave` of a personnel office.
  const leaves = LEAVES.test(bare) && bodies.length === 0;
  return LOGOUT.test(bare) || REVOCATION.test(bare) || leaves;
}
