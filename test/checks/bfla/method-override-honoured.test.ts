import {
  byHeader,
  byQuery,
  easilyConfused,
  never,
  offered,
} from '../../../lab/bfla/method-override-honoured.ts';
import { methodOverrideHonoured } from '../../../src/checks/bfla/method-override-honoured.ts';
import { testRule } from '../../rule-test.ts';

testRule(methodOverrideHonoured, {
  'fires on a header': {
    lab: byHeader,
    path: '/notes',
    fires: { severity: 'low', confidence: 'confirmed', at: ['GET /notes'] },
  },
  'fires on a query parameter': { lab: byQuery, path: '/notes', fires: { confidence: 'confirmed' } },
  'is information where the document offers it': {
    lab: offered,
    fires: { severity: 'info', at: ['GET /notes'] },
  },
  'silent where the request line counts': { lab: never, path: '/notes', fires: false },
  'silent where the header merely confuses': { lab: easilyConfused, path: '/notes', fires: false },
});
