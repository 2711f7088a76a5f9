import { withNosniff, without } from '../../../lab/input-validation/missing-content-type-options.ts';
import { missingContentTypeOptions } from '../../../src/checks/input-validation/missing-content-type-options.ts';
import { testRule } from '../../rule-test.ts';

testRule(missingContentTypeOptions, {
  'fires where nosniff is missing': {
    lab: without,
    path: '/me',
    fires: { severity: 'info', at: ['GET /me'] },
  },
  'silent where it is sent': { lab: withNosniff, path: '/me', fires: false },
});
