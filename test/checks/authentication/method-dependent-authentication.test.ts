import { guarded, withKey } from '../../../lab/authentication/key-service.ts';
import {
  headIsFree,
  optionsShows,
  politeToAll,
} from '../../../lab/authentication/method-dependent-authentication.ts';
import { softRefusal } from '../../../lab/authentication/unauthenticated-operation.ts';
import { methodDependentAuthentication } from '../../../src/checks/authentication/method-dependent-authentication.ts';
import { testRule } from '../../rule-test.ts';

testRule(methodDependentAuthentication, {
  'fires where HEAD is free': {
    lab: headIsFree,
    fires: { severity: 'medium', confidence: 'confirmed', at: ['GET /notes'] },
  },
  'fires where OPTIONS shows the content': {
    lab: optionsShows,
    options: withKey,
    fires: { severity: 'high' },
  },
  'silent where every method is checked': { lab: guarded, options: withKey, fires: false },
  'silent where GET refuses with status 200': { lab: softRefusal, fires: false },
  'silent where every HEAD is a bare 200': { lab: politeToAll, fires: false },
});
