import * as lab from '../../../lab/inventory-management/operations.ts';
import { exposedDocumentationConsole } from '../../../src/checks/inventory-management/exposed-documentation-console.ts';
import { testRule } from '../../rule-test.ts';

testRule(exposedDocumentationConsole, {
  'notes Swagger UI': { lab: lab.swaggerUi, fires: { severity: 'info', confidence: 'confirmed' } },
  'silent without': { lab: lab.documented, fires: false },
});
