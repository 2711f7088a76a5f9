import { correct } from '../../../lab/bfla/back-office.ts';
import { anyToken, byKey, passwordForm, scoped } from '../../../lab/bfla/unscoped-operations.ts';
import { unscopedOperations } from '../../../src/checks/bfla/unscoped-operations.ts';
import { testRule } from '../../rule-test.ts';

testRule(unscopedOperations, {
  'fires where any token will do': {
    lab: anyToken,
    fires: { severity: 'low', confidence: 'likely', at: ['POST /notes'] },
  },
  'silent where a scope is required': { lab: scoped, fires: false },
  'silent where keys have no scopes': { lab: byKey, fires: false },
  'untested where the scheme has no scopes': { lab: passwordForm, fires: false, skipped: /OAuth 2/ },
  'untested without OAuth 2': { lab: correct, fires: false, skipped: /OAuth 2/ },
});
