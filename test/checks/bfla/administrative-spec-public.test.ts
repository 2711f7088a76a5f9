import {
  publicOnPaper,
  securedOnPaper,
  wrongPaper,
  wrongPaperForBoth,
} from '../../../lab/bfla/administrative-spec-public.ts';
import { administrativeSpecPublic } from '../../../src/checks/bfla/administrative-spec-public.ts';
import { testRule } from '../../rule-test.ts';

testRule(administrativeSpecPublic, {
  'fires where an administrative operation needs nothing': {
    lab: publicOnPaper,
    fires: { severity: 'medium', confidence: 'tentative', at: ['DELETE /admin/users'] },
  },
  'is information where the service asks': {
    lab: wrongPaper,
    fires: { severity: 'info', confidence: 'confirmed' },
  },
  'is information where reading the same place is refused': {
    lab: wrongPaperForBoth,
    fires: { severity: 'info', at: ['GET /admin/users', 'DELETE /admin/users'] },
  },
  'silent where it needs a credential': { lab: securedOnPaper, fires: false },
});
