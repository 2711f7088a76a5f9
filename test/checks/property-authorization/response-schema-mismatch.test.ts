import * as lab from '../../../lab/property-authorization/response-schema-mismatch.ts';
import { responseSchemaMismatch } from '../../../src/checks/property-authorization/response-schema-mismatch.ts';
import { testRule } from '../../rule-test.ts';

testRule(responseSchemaMismatch, {
  'notes a wrong type': { lab: lab.wrongType, fires: { severity: 'info', at: ['GET /users/me'] } },
  'notes a missing field': { lab: lab.missing, fires: true },
  'silent on a right answer': { lab: lab.right, fires: false },
  'untested on failures': { lab: lab.failing, fires: false, skipped: /no operation was reached/ },
});
