import type { Surface } from '../discovery/surface.ts';
import { type RegisterOperation, registerOperations } from '../identities/account-operations.ts';
import { ownUser } from './own-body-slots.ts';
import type { PlaceKind } from './place.ts';

/** The operation that registered the users of this scan. */
export function provenRegistration(surface: Surface): RegisterOperation | undefined {
  const made = ownUser(surface)?.entry.intent;
  return registerOperations(surface).find(
    ({ operation: { method, server, path } }) => method === made?.method && server + path === made.url,
  );
}

export const provenRegistrations: PlaceKind<RegisterOperation> = {
  one: 'registration that works',
  many: 'registrations that work',
  find: ({ surface }) => [provenRegistration(surface) ?? []].flat(),
  key: ({ operation }) => operation.id,
  operationOf: ({ operation }) => operation,
};
