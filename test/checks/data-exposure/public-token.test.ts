import { expect } from 'vitest';
import * as lab from '../../../lab/data-exposure/public-token.ts';
import { asUser } from '../../../lab/data-exposure/serving.ts';
import { publicToken } from '../../../src/checks/data-exposure/public-token.ts';
import { testRule } from '../../rule-test.ts';

testRule(publicToken, {
  'fires on stored tokens': {
    lab: lab.listed,
    path: '/debug/users',
    fires: { severity: 'high', confidence: 'confirmed', at: ['GET /debug/users'] },
    also: ([finding]) => {
      expect(finding?.locations[0]?.evidenceSummary).toContain(
        'GET /orders, which rejects unauthenticated requests',
      );
      expect(JSON.stringify(finding)).not.toMatch(/eyJ[\w-]{20,}\.eyJ/);
    },
  },
  'is not sure of a token where nothing asks for a login': {
    lab: lab.untried,
    path: '/debug/users',
    fires: { severity: 'medium', confidence: 'tentative' },
  },
  'silent on the demo token of a page, which opens nothing': {
    lab: lab.demo,
    path: '/debug/users',
    fires: false,
  },
  'silent on a token that the service refuses': { lab: lab.foreign, path: '/debug/users', fires: false },
  'silent on signed addresses of pictures': { lab: lab.signedPicture, path: '/articles', fires: false },
  'silent on the token of a manual': { lab: lab.sample, path: '/snippets', fires: false },
  'silent on a token that ended long ago': { lab: lab.spent, path: '/debug/users', fires: false },
  'silent on a login': { lab: lab.login, path: '/session', fires: false },
  'silent on tokens without a subject': { lab: lab.subjectless, path: '/debug/users', fires: false },
  'silent for a logged-in reader': { lab: lab.own, path: '/debug/users', options: asUser, fires: false },
  'silent on what is no token': { lab: lab.broken, path: '/debug/users', fires: false },
});
