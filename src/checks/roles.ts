import type { Identity } from '../identities/identity.ts';

const PRIVILEGED = /admin|root|super|staff|owner|operator|manager|support|system|service/i;

/** By its stated role one of those who run the service, and who may see and do what other users may not. */
export function isPrivileged({ role }: Pick<Identity, 'role'>): boolean {
  return role !== undefined && PRIVILEGED.test(role);
}
