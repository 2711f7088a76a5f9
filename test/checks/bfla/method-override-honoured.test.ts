import {
  byHeader,
  byQuery,
  easilyConfused,
  never,
  offered,
} from '../../../lab/bfla/method-override-honoured.ts';
import { methodOverrideHonoured } from '../../../src/checks/bfla/method-override-honoured.ts';
import type { Credential } from '../../../src/identities/identity.ts';
import { testRule } from '../../rule-test.ts';

const speaking = (credential: Credential) => ({ identities: [{ name: 'ada', credentials: [credential] }] });

testRule(methodOverrideHonoured, {
  'fires on a header': {
    lab: byHeader,
    path: '/notes',
    fires: { severity: 'low', confidence: 'confirmed', at: ['GET /notes'] },
  },
  'fires on a query parameter': { lab: byQuery, path: '/notes', fires: { confidence: 'confirmed' } },
  'is low where a cookie logs in': {
    lab: byHeader,
    path: '/notes',
    options: speaking({ kind: 'cookie', name: 'sid', value: 'ada-session-1' }),
    fires: { severity: 'low' },
  },
  'is information where the login travels in a header': {
    lab: byHeader,
    path: '/notes',
    options: speaking({ kind: 'bearer', token: 'ada-token-1' }),
    fires: { severity: 'info' },
  },
  'is information where the document offers it': {
    lab: offered,
    fires: { severity: 'info', at: ['GET /notes'] },
  },
  'silent where the request line counts': { lab: never, path: '/notes', fires: false },
  'silent where the header merely confuses': { lab: easilyConfused, path: '/notes', fires: false },
});
