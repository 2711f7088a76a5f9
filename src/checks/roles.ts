import type { Identity } from '../identities/identity.ts';
import { isAdministrator, isPlainRole, isPrivilegedRole } from '../identities/privileged.ts';

type Ranked = Pick<Identity, 'role' | 'roleFrom' | 'isCommonRole'>;

/** By its role, stated or inferred, one of those who run the service, and who may see and do what other users may not. */
export function isPrivileged({ role, isCommonRole }: Ranked): boolean {
  return role !== undefined && !isCommonRole && isPrivilegedRole(role);
}

/** By its stated role no one of those; of a role that was inferred, only words count that are those of ordinary users. */
export function isPlainUser({ role, roleFrom, isCommonRole }: Ranked): boolean {
  if (isCommonRole) return true;
  if (role === undefined || isPrivilegedRole(role)) return false;
  return roleFrom === undefined || isPlainRole(role);
}

/** By its stated role one of those who run the service; a role that was read has to say so in no uncertain word. */
export function seesEverything({ role, roleFrom }: Ranked): boolean {
  return role !== undefined && (roleFrom === undefined ? isPrivilegedRole(role) : isAdministrator(role));
}
