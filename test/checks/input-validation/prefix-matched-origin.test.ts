import {
  beginsLikeOwn,
  endsLikeTrusted,
  everybody,
  unescapedDot,
  whole,
} from '../../../lab/input-validation/prefix-matched-origin.ts';
import { prefixMatchedOrigin } from '../../../src/checks/input-validation/prefix-matched-origin.ts';
import { testRule } from '../../rule-test.ts';

testRule(prefixMatchedOrigin, {
  'fires where only the beginning is compared': {
    lab: beginsLikeOwn,
    path: '/me',
    fires: { confidence: 'confirmed', at: ['GET /me'] },
  },
  'fires where only the end is compared': {
    lab: endsLikeTrusted,
    path: '/me',
    fires: { confidence: 'confirmed', at: ['GET /me'] },
  },
  'fires where a dot stands for any character': {
    lab: unescapedDot,
    path: '/me',
    fires: { confidence: 'confirmed', at: ['GET /me'] },
  },
  'silent where the whole origin is compared': { lab: whole, path: '/me', fires: false },
  'silent where every origin is repeated anyway': { lab: everybody, path: '/me', fires: false },
});
