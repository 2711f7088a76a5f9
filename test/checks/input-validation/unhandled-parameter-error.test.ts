import {
  aboutErrors,
  alwaysBroken,
  flaky,
  handled,
  listAsError,
  listAsFatalPage,
  listRefused,
  unhandled,
} from '../../../lab/input-validation/unhandled-parameter-error.ts';
import { unhandledParameterError } from '../../../src/checks/input-validation/unhandled-parameter-error.ts';
import { testRule } from '../../rule-test.ts';

testRule(unhandledParameterError, {
  'fires on query and path parameters': {
    lab: unhandled,
    fires: { confidence: 'confirmed', at: ['GET /pages', 'GET /users/{name}'] },
  },
  'fires on a list that ends in a page of PHP': {
    lab: listAsFatalPage,
    fires: { severity: 'low', confidence: 'confirmed', at: ['GET /holidays'] },
  },
  'fires on a list that ends in a server error': {
    lab: listAsError,
    fires: { confidence: 'confirmed', at: ['GET /holidays'] },
  },
  'silent on a list that is refused': { lab: listRefused, fires: false, looked: '1 of 1 parameters' },
  'silent on a page about errors': { lab: aboutErrors, fires: false, looked: '1 of 1 parameters' },
  'silent where values are checked': { lab: handled, fires: false },
  'silent on random errors': { lab: flaky(), fires: false },
  'silent where nothing works': { lab: alwaysBroken, fires: false },
});
