import { abroadPlain, abroadSafe, asAsked, atHome } from '../../../lab/unsafe-consumption/answers.ts';
import { thirdPartyRedirect } from '../../../src/checks/unsafe-consumption/third-party-redirect.ts';
import { testRule } from '../../rule-test.ts';

testRule(thirdPartyRedirect, {
  'fires on plain http abroad': {
    lab: abroadPlain,
    path: '/status',
    fires: { severity: 'low', at: ['GET /status'] },
  },
  'silent with TLS': { lab: abroadSafe, path: '/status', fires: false },
  'silent at home': { lab: atHome, path: '/status', fires: false },
  'silent where the request named it': {
    lab: asAsked,
    path: '/status?next=http://status.partner-lab.com/',
    fires: false,
  },
});
