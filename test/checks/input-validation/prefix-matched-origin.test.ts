import { expect } from 'vitest';
import {
  beginsLikeOwn,
  beginsLikeUntold,
  endsLikeTrusted,
  endsLikeUntold,
  everybody,
  subdomains,
  unescapedDot,
  whole,
  wholeUntold,
} from '../../../lab/input-validation/prefix-matched-origin.ts';
import { prefixMatchedOrigin } from '../../../src/checks/input-validation/prefix-matched-origin.ts';
import { testRule } from '../../rule-test.ts';

const withCookie = {
  identities: [
    { name: 'ada', credentials: [{ kind: 'cookie', name: 'sid', value: 'ada-session-1' } as const] },
  ],
};

testRule(prefixMatchedOrigin, {
  'fires where only the beginning is compared': {
    lab: beginsLikeOwn,
    path: '/me',
    options: withCookie,
    fires: { severity: 'high', confidence: 'confirmed', at: ['GET /me'] },
  },
  'fires where only the end is compared': {
    lab: endsLikeTrusted,
    path: '/me',
    options: withCookie,
    fires: { confidence: 'confirmed', at: ['GET /me'] },
  },
  'fires where a dot stands for any character': {
    lab: unescapedDot,
    path: '/me',
    options: withCookie,
    fires: { confidence: 'confirmed', at: ['GET /me'] },
  },
  'fires where only the end is compared with a name that pages alone tell': {
    lab: endsLikeUntold,
    options: withCookie,
    fires: { severity: 'high', confidence: 'confirmed', at: ['GET /', 'GET /me'] },
    also: ([finding]) => expect(finding?.locations[0]?.evidenceSummary).toContain('only the end is compared'),
  },
  'fires where only the beginning is compared with such a name': {
    lab: beginsLikeUntold,
    options: withCookie,
    fires: { severity: 'high', confidence: 'confirmed', at: ['GET /', 'GET /me'] },
  },
  'silent where one such name is trusted': { lab: wholeUntold, options: withCookie, fires: false },
  'silent where names below it are trusted': { lab: subdomains, options: withCookie, fires: false },
  'silent where the whole origin is compared': { lab: whole, path: '/me', options: withCookie, fires: false },
  'silent where every origin is repeated anyway': {
    lab: everybody,
    path: '/me',
    options: withCookie,
    fires: false,
  },
});
