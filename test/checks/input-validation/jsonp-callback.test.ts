import { plain, repeating, wrapping } from '../../../lab/input-validation/jsonp-callback.ts';
import { jsonpCallback } from '../../../src/checks/input-validation/jsonp-callback.ts';
import { testRule } from '../../rule-test.ts';

testRule(jsonpCallback, {
  'fires where the answer becomes a call': {
    lab: wrapping,
    path: '/me',
    fires: { confidence: 'confirmed', at: ['GET /me'] },
  },
  'silent on plain JSON': { lab: plain, path: '/me', fires: false },
  'silent where the query is repeated as data': { lab: repeating, path: '/me', fires: false },
});
