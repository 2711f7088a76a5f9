import { expect } from 'vitest';
import * as lab from '../../../lab/input-validation/reflected-origin.ts';
import { reflectedOrigin } from '../../../src/checks/input-validation/reflected-origin.ts';
import type { Finding } from '../../../src/result.ts';
import { testRule } from '../../rule-test.ts';

const withCookie = {
  identities: [
    { name: 'ada', credentials: [{ kind: 'cookie', name: 'sid', value: 'ada-session-1' } as const] },
  ],
};
const withBearer = {
  identities: [{ name: 'ada', credentials: [{ kind: 'bearer', token: 'ada-token-1' } as const] }],
};
const withBasic = {
  identities: [
    { name: 'ada', credentials: [{ kind: 'basic', user: 'ada', password: 'correct horse' } as const] },
  ],
};
const because = (reason: RegExp) => (findings: readonly Finding[]) =>
  expect(findings[0]?.severityReason).toMatch(reason);

testRule(reflectedOrigin, {
  'is high where a cookie logs in and the foreign page is answered as the user': {
    lab: lab.reflecting,
    path: '/me',
    options: withCookie,
    fires: { severity: 'high', confidence: 'confirmed', at: ['GET /me'] },
  },
  'is high where one part of many reflects': {
    lab: lab.reflectingBelowMe,
    options: withCookie,
    fires: { severity: 'high', at: ['GET /v2/me/policies'] },
  },
  'is high with Basic, which browsers send along too': {
    lab: lab.byBasic,
    path: '/me',
    options: withBasic,
    fires: { severity: 'high', confidence: 'confirmed' },
  },
  'is low where the login travels in a header': {
    lab: lab.byBearer,
    path: '/me',
    options: withBearer,
    fires: { severity: 'low' },
    also: because(/browsers do not add/),
  },
  'is low without a credential where tokens are asked for': {
    lab: lab.byBearer,
    path: '/me',
    fires: { severity: 'low' },
    also: because(/browsers do not add/),
  },
  'is high and not proven where Basic is asked for and was not given': {
    lab: lab.byBasic,
    path: '/me',
    fires: { severity: 'high', confidence: 'tentative' },
  },
  'is low where the cookie is kept from foreign pages': {
    lab: lab.sameSite,
    path: '/me',
    options: withCookie,
    fires: { severity: 'low' },
    also: because(/SameSite/),
  },
  'is low where the login changes nothing': {
    lab: lab.sameForAll,
    path: '/me',
    options: withCookie,
    fires: { severity: 'low' },
    also: because(/same as without authentication/),
  },
  'is low where nothing asks for a login and no document tells of one': {
    lab: lab.sameForAll,
    path: '/me',
    fires: { severity: 'low' },
    also: because(/only public data/),
  },
  'is high and not proven where a document may keep silent about a login': {
    lab: lab.sameForAllDocumented,
    fires: { severity: 'high', confidence: 'tentative' },
  },
  'silent where origins are listed': { lab: lab.listed, path: '/me', fires: false },
});
