import {
  askedAllTheSame,
  openChanges,
  openObjects,
  securedObjects,
} from '../../../lab/bola/unsecured-path-parameter.ts';
import { unsecuredPathParameter } from '../../../src/checks/bola/unsecured-path-parameter.ts';
import { testRule } from '../../rule-test.ts';

testRule(unsecuredPathParameter, {
  'is information on objects that anyone may read': {
    lab: openObjects,
    fires: { severity: 'info', confidence: 'likely', at: ['GET /orders/{id}'] },
  },
  'fires on objects that anyone may change': {
    lab: openChanges,
    fires: { severity: 'low', confidence: 'tentative', at: ['DELETE /orders/{id}'] },
  },
  'is information where the service asks all the same': {
    lab: askedAllTheSame,
    fires: { severity: 'info', confidence: 'tentative', at: ['DELETE /orders/{id}'] },
  },
  'silent where a credential is demanded': { lab: securedObjects, fires: false },
});
