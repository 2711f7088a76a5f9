import {
  announced,
  jsonOnly,
  undocumented,
} from '../../../lab/input-validation/verbose-content-negotiation.ts';
import { verboseContentNegotiation } from '../../../src/checks/input-validation/verbose-content-negotiation.ts';
import { testRule } from '../../rule-test.ts';

testRule(verboseContentNegotiation, {
  'fires on undocumented XML': { lab: undocumented, fires: { severity: 'info', at: ['GET /me'] } },
  'silent where only JSON is spoken': { lab: jsonOnly, fires: false },
  'silent where XML is documented': { lab: announced, fires: false },
});
