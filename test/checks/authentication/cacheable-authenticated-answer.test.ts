import { served } from '../../../lab/authentication/cacheable-authenticated-answer.ts';
import { withKey } from '../../../lab/authentication/key-service.ts';
import { lastMayBeKept, TOKEN } from '../../../lab/authentication/many-operations.ts';
import { bearer } from '../../../lab/authentication/token-service.ts';
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
  'fires on the last of many operations': {
    lab: lastMayBeKept,
    options: bearer(TOKEN),
    fires: { at: ['GET /part12'] },
    looked: '12 of 12 operations that refuse anonymous and serve the identity',
  },
  'silent on private': { ...row({ 'Cache-Control': 'private, max-age=60' }), fires: false },
  'silent on no-store': { ...row({ 'Cache-Control': 'no-store' }), fires: false },
  'silent where the key is part of the cache key': {
    ...row({ 'Cache-Control': 'public, max-age=60', Vary: 'X-Key' }),
    fires: false,
  },
  'silent without caching headers': { ...row({}), fires: false },
});
