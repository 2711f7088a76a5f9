import type { Check } from '../rule.ts';
import { anonymousObjectServed } from './anonymous-object-served.ts';
import { anonymousObjectWritten } from './anonymous-object-written.ts';
import { existenceLeak } from './existence-leak.ts';
import { foreignFieldServed } from './foreign-field-served.ts';
import { foreignObjectServed } from './foreign-object-served.ts';
import { foreignObjectWritten } from './foreign-object-written.ts';
import { foreignPasswordChange } from './foreign-password-change.ts';
import { foreignSecretServed } from './foreign-secret-served.ts';
import { neighbourObjectServed } from './neighbour-object-served.ts';
import { objectIdInQuery } from './object-id-in-query.ts';
import { objectMadeForAnother } from './object-made-for-another.ts';
import { predictableIdentifiers } from './predictable-identifiers.ts';
import { refusedObjectListed } from './refused-object-listed.ts';
import { unsecuredPathParameter } from './unsecured-path-parameter.ts';
import { wildcardIdentifier } from './wildcard-identifier.ts';

export const bola: Check = {
  id: 'bola',
  title: 'Broken object level authorization (BOLA)',
  owasp: 'API1:2023 Broken Object Level Authorization',
  purpose: 'Can a user read or change objects of another user?',
  essential: ['foreign-object-served', 'neighbour-object-served', 'anonymous-object-served'],
  rules: [
    anonymousObjectServed,
    existenceLeak,
    foreignFieldServed,
    foreignObjectServed,
    foreignObjectWritten,
    anonymousObjectWritten,
    foreignPasswordChange,
    foreignSecretServed,
    neighbourObjectServed,
    objectIdInQuery,
    objectMadeForAnother,
    predictableIdentifiers,
    refusedObjectListed,
    unsecuredPathParameter,
    wildcardIdentifier,
  ],
};
