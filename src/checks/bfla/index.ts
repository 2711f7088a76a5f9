import type { Check } from '../rule.ts';
import { administrativeSpecPublic } from './administrative-spec-public.ts';
import { clientSideRoleTrusted } from './client-side-role-trusted.ts';
import { methodOverrideHonoured } from './method-override-honoured.ts';
import { openAdministrativeOperation } from './open-administrative-operation.ts';
import { plainUserAdministrativeAccess } from './plain-user-administrative-access.ts';
import { plainUserAdministrativeWrite } from './plain-user-administrative-write.ts';
import { roleFieldExposed } from './role-field-exposed.ts';
import { rolePolicyViolated } from './role-policy-violated.ts';
import { undocumentedMethodsAllowed } from './undocumented-methods-allowed.ts';
import { unscopedOperations } from './unscoped-operations.ts';

export const bfla: Check = {
  id: 'bfla',
  title: 'Broken function level authorization (BFLA)',
  owasp: 'API5:2023 Broken Function Level Authorization',
  purpose: 'Can a regular user call administrative functions?',
  essential: ['open-administrative-operation', 'plain-user-administrative-access'],
  rules: [
    administrativeSpecPublic,
    clientSideRoleTrusted,
    methodOverrideHonoured,
    openAdministrativeOperation,
    plainUserAdministrativeAccess,
    plainUserAdministrativeWrite,
    roleFieldExposed,
    rolePolicyViolated,
    undocumentedMethodsAllowed,
    unscopedOperations,
  ],
};
