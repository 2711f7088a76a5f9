import type { Surface } from '../discovery/surface.ts';
import { ownPath } from '../identities/own-path.ts';
import type { OwnAccount } from '../identities/register.ts';
import { isNode } from '../openapi/node.ts';
import type { Operation } from '../openapi/operation.ts';
import { WITHOUT_SPEC } from '../openapi/sample-value.ts';
import { plainName } from '../values/plain-name.ts';
import { bodyMembers } from './described-body.ts';
import { ownUser } from './own-body-slots.ts';
import { perSurface } from './place.ts';

/** An operation below an account which says what the account is: `POST /users/{id}/verify`, `PUT /me/role`. */
export interface AccountMark {
  readonly operation: Operation;
  /** The member of its body that says it; undefined where asking is enough. */
  readonly member?: string;
}

/** What a service says of an account, or gives it. */
const MARK =
  /^(?:(?:is|has)?(?:\w{0,20}verified|approved|trusted|certified|admin|administrator|superuser|staff|moderator)|roles?|userrole|permissions?|privileges?|scopes?|kyc(?:status|level)?|verification(?:status|level)?|\w{0,20}(?:balance|credits?)(?:cents|minor)?)$/;
/** Where asking is enough to be called so. */
const MARKS =
  /^(?:verify|approve|promote|elevate|certify|trust|(?:make|grant)[-_]?(?:admin|moderator|staff))$/i;
/** With any of these it is proven what somebody is. */
const PROVES = /code|otp|token|pin|passw|secret|proof|document|file/i;

/** True for a member by which the service says what an account is. */
export function isMark(name: string): boolean {
  return MARK.test(plainName(name));
}

export const accountMarks = perSurface((surface: Surface): readonly AccountMark[] => {
  const own = ownUser(surface);
  return own ? surface.operations.flatMap((operation) => markOf(operation, own, surface)) : [];
});

/** Values for its path that lead to the account of this identifier; undefined where it does not lie right below an account. */
export function pathOfOwn(
  operation: Operation,
  { user, places }: Pick<OwnAccount, 'user' | 'places'>,
  id: string,
): Readonly<Record<string, string>> | undefined {
  if (operation.path.includes('{')) {
    const isRightBelow = /\}\/[^/{}]+\/?$/.test(operation.path);
    return isRightBelow ? ownPath(operation, { user, password: '', ids: { id } }) : undefined;
  }
  const url = (operation.server + operation.path).replace(/\/$/, '');
  const isBelow = places.some((place) => 'self' in place && above(url) === place.self.url.replace(/\/$/, ''));
  return isBelow ? {} : undefined;
}

const above = (url: string) => url.replace(/\/[^/]*$/, '');

/** Which one it is shows once the account is read. */
const ANY = '1';

function markOf(operation: Operation, own: OwnAccount, { spec }: Surface): AccountMark[] {
  const { method, path, bodies } = operation;
  if (!['POST', 'PUT', 'PATCH'].includes(method) || !pathOfOwn(operation, own, ANY)) return [];
  const members = bodyMembers(operation, spec);
  const names = members?.names ?? [];
  if (names.some((name) => PROVES.test(name))) return [];
  const member = names.find((name) => isMark(name));
  if (member !== undefined) return [{ operation, member }];
  const schema = (spec ?? WITHOUT_SPEC).resolve(bodies[0]?.schema);
  const isDemanding = isNode(schema) && Array.isArray(schema.required) && schema.required.length > 0;
  const last = path.replace(/\/$/, '').split('/').at(-1) ?? '';
  return method === 'POST' && MARKS.test(last) && !isDemanding ? [{ operation }] : [];
}
