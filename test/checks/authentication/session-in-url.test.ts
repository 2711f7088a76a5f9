import {
  foreignLink,
  redirectsWithToken,
  rewritesLinks,
  shortWord,
} from '../../../lab/authentication/session-in-url.ts';
import { sessionInUrl } from '../../../src/checks/authentication/session-in-url.ts';
import { testRule } from '../../rule-test.ts';

testRule(sessionInUrl, {
  'fires on a rewritten link': {
    lab: rewritesLinks,
    path: '/shop',
    fires: { severity: 'medium', confidence: 'confirmed' },
  },
  'fires on a redirect': { lab: redirectsWithToken, path: '/shop', fires: true },
  'silent on a short value': { lab: shortWord, path: '/shop', fires: false },
  'silent on links to elsewhere': { lab: foreignLink, path: '/shop', fires: false },
});
