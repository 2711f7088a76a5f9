import { guarded } from '../../../lab/authentication/key-service.ts';
import { lastTakesAnyToken } from '../../../lab/authentication/many-operations.ts';
import { anyBearerWillDo, anyKeyWillDo } from '../../../lab/authentication/rubbish-credential-accepted.ts';
import { catchAll } from '../../../lab/authentication/token-service.ts';
import { softRefusal } from '../../../lab/authentication/unauthenticated-operation.ts';
import { rubbishCredentialAccepted } from '../../../src/checks/authentication/rubbish-credential-accepted.ts';
import { testRule } from '../../rule-test.ts';

testRule(rubbishCredentialAccepted, {
  'fires where any key will do': {
    lab: anyKeyWillDo,
    fires: { severity: 'critical', confidence: 'confirmed', at: ['GET /notes'] },
  },
  'fires where any token will do, without a document': {
    lab: anyBearerWillDo,
    path: '/notes',
    fires: { at: ['GET /notes'] },
  },
  'fires on the last of many operations': {
    lab: lastTakesAnyToken,
    fires: { at: ['GET /part12'] },
    looked: '12 of 12 operations that refuse anonymous',
  },
  'silent where keys are compared': { lab: guarded, fires: false },
  'silent where status 200 says no': { lab: softRefusal, fires: false },
  'untested where nothing is refused': {
    lab: catchAll,
    path: '/notes',
    fires: false,
    skipped: /refuses anonymous/,
  },
});
