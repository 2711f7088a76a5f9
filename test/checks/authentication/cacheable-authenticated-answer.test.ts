import { served } from '../../../lab/authentication/cacheable-authenticated-answer.ts';
import { withKey } from '../../../lab/authentication/key-service.ts';
import { cacheableAuthenticatedAnswer } from '../../../src/checks/authentication/cacheable-authenticated-answer.ts';
import { testRule } from '../../rule-test.ts';

const row = (headers: Readonly<Record<string, string>>) => ({ lab: served(headers), options: withKey });

testRule(cacheableAuthenticatedAnswer, {
  'fires on public': {
    ...row({ 'Cache-Control': 'public, max-age=60' }),
    fires: { severity: 'medium', confidence: 'confirmed', at: ['GET /notes'] },
  },
  'fires on an age with a key that caches do not know': {
    ...row({ 'Cache-Control': 'max-age=300' }),
    fires: true,
  },
  'silent on private': { ...row({ 'Cache-Control': 'private, max-age=60' }), fires: false },
  'silent on no-store': { ...row({ 'Cache-Control': 'no-store' }), fires: false },
  'silent where the key is part of the cache key': {
    ...row({ 'Cache-Control': 'public, max-age=60', Vary: 'X-Key' }),
    fires: false,
  },
  'silent without caching headers': { ...row({}), fires: false },
});
