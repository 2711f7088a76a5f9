import * as lab from '../../../lab/inventory-management/graphql-introspection.ts';
import { graphqlIntrospection } from '../../../src/checks/inventory-management/graphql-introspection.ts';
import { testRule } from '../../rule-test.ts';

testRule(graphqlIntrospection, {
  'fires by GET': { lab: lab.byGet, fires: { severity: 'info', confidence: 'confirmed' } },
  'fires by POST in active mode': { lab: lab.byPost, options: { mode: 'active' }, fires: true },
  'sends no POST in safe mode, and says so': { lab: lab.byPost, skipped: /--active also asks/, fires: false },
  'silent where it is off': { lab: lab.off, fires: false },
});
