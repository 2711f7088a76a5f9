import {
  alwaysBroken,
  flaky,
  handled,
  unhandled,
} from '../../../lab/input-validation/unhandled-parameter-error.ts';
import { unhandledParameterError } from '../../../src/checks/input-validation/unhandled-parameter-error.ts';
import { testRule } from '../../rule-test.ts';

testRule(unhandledParameterError, {
  'fires on query and path parameters': {
    lab: unhandled,
    fires: { confidence: 'confirmed', at: ['GET /pages', 'GET /users/{name}'] },
  },
  'silent where values are checked': { lab: handled, fires: false },
  'silent on random errors': { lab: flaky(), fires: false },
  'silent where nothing works': { lab: alwaysBroken, fires: false },
});
