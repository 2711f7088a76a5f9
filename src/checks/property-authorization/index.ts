import type { Check } from '../rule.ts';
import { documentedSensitiveField } from './documented-sensitive-field.ts';
import { internalFieldExposed } from './internal-field-exposed.ts';
import { massAssignment } from './mass-assignment.ts';
import { openRequestSchema } from './open-request-schema.ts';
import { othersPersonalData } from './others-personal-data.ts';
import { relatedPersonExposed } from './related-person-exposed.ts';
import { responseSchemaMismatch } from './response-schema-mismatch.ts';
import { secretFieldExposed } from './secret-field-exposed.ts';
import { selectableHiddenField } from './selectable-hidden-field.ts';
import { selfGrantedPrivilege } from './self-granted-privilege.ts';
import { undeclaredResponseField } from './undeclared-response-field.ts';
import { writableReadOnlyField } from './writable-read-only-field.ts';

export const propertyAuthorization: Check = {
  id: 'property-authorization',
  title: 'Broken object property level authorization (BOPLA)',
  owasp: 'API3:2023 Broken Object Property Level Authorization',
  purpose: 'Do requests and responses accept and return only the properties they should?',
  ground: 'content',
  essential: ['secret-field-exposed', 'internal-field-exposed', 'mass-assignment'],
  rules: [
    massAssignment,
    selfGrantedPrivilege,
    secretFieldExposed,
    othersPersonalData,
    selectableHiddenField,
    relatedPersonExposed,
    undeclaredResponseField,
    internalFieldExposed,
    responseSchemaMismatch,
    documentedSensitiveField,
    writableReadOnlyField,
    openRequestSchema,
  ],
};
