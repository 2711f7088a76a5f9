import * as lab from '../../../lab/property-authorization/undeclared-response-field.ts';
import { undeclaredResponseField } from '../../../src/checks/property-authorization/undeclared-response-field.ts';
import { testRule } from '../../rule-test.ts';

testRule(undeclaredResponseField, {
  'fires on a field beyond the schema': {
    lab: lab.ordinary,
    fires: { severity: 'info', confidence: 'confirmed', at: ['GET /users/me'] },
  },
  'is worse for a sensitive name': { lab: lab.sensitive, fires: { severity: 'medium', at: ['GET /users'] } },
  'is information for the token of a login': { lab: lab.loginToken, fires: { severity: 'info' } },
  'silent on declared fields': { lab: lab.declared, fires: false },
  'silent on maps': { lab: lab.map, fires: false },
  'silent where nothing is named': { lab: lab.unnamed, fires: false },
  'says that there is no document': { lab: lab.undocumented, skipped: /OpenAPI/, fires: false },
});
