import * as lab from '../../../lab/inventory-management/operations.ts';
import { exposedSpecification } from '../../../src/checks/inventory-management/exposed-specification.ts';
import { testRule } from '../../rule-test.ts';

testRule(exposedSpecification, {
  'notes a public document': { lab: lab.documented, fires: { severity: 'info', confidence: 'confirmed' } },
  'is worse with internal paths': { lab: lab.internalPaths, fires: { severity: 'low' } },
  'silent without': { lab: lab.noDocument, fires: false },
});
