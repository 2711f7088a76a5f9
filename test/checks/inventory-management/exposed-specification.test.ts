import { expect } from 'vitest';
import * as lab from '../../../lab/inventory-management/operations.ts';
import { exposedSpecification } from '../../../src/checks/inventory-management/exposed-specification.ts';
import { testRule } from '../../rule-test.ts';

testRule(exposedSpecification, {
  'notes a public document': { lab: lab.documented, fires: { severity: 'info', confidence: 'confirmed' } },
  'is worse with internal paths': { lab: lab.internalPaths, fires: { severity: 'low' } },
  'notes one whose administrative and internal paths turn everybody away': {
    lab: lab.closedAdministration,
    fires: { severity: 'info' },
  },
  'is worse where an administrative path is open': {
    lab: lab.openAdministration,
    fires: { severity: 'low' },
    also: ([finding]) => expect(finding?.locations[0]?.evidenceSummary).toContain('/admin/users'),
  },
  'reads one in YAML': {
    lab: lab.internalPathsInYaml,
    fires: { severity: 'low' },
    also: ([finding]) => expect(finding?.locations[0]?.evidenceSummary).toContain('/internal/jobs'),
  },
  'counts the paths of one in YAML': {
    lab: lab.documentInYaml,
    fires: { severity: 'info' },
    also: ([finding]) => expect(finding?.locations[0]?.evidenceSummary).toBe('An API document with 2 paths.'),
  },
  'silent without': { lab: lab.noDocument, fires: false },
});
