import { brokenNotFound, refusing, throwing } from '../../../lab/input-validation/malformed-url-error.ts';
import { malformedUrlError } from '../../../src/checks/input-validation/malformed-url-error.ts';
import { testRule } from '../../rule-test.ts';

testRule(malformedUrlError, {
  'fires where decoding throws': { lab: throwing, fires: { confidence: 'confirmed', severity: 'low' } },
  'silent where it is answered 400': { lab: refusing, fires: false },
  'silent where every unknown path is an error': { lab: brokenNotFound, fires: false },
});
