import type { Operation } from './operation.ts';

/** True where the document lets nobody in without a credential. */
export function isSecured({ security = [] }: Operation): boolean {
  return security.length > 0 && security.every(asksForSomething);
}

/** `security: []`, or `[{}]`: a requirement that nothing is required (OpenAPI 3.1, Operation Object). */
export function statedPublic({ security }: Operation): boolean {
  return security?.every((requirement) => !asksForSomething(requirement)) ?? false;
}

const asksForSomething = (requirement: object) => Object.keys(requirement).length > 0;
