import { checkedScript, foreignScript, ownScript } from '../../../lab/unsafe-consumption/answers.ts';
import { thirdPartyScriptWithoutIntegrity } from '../../../src/checks/unsafe-consumption/third-party-script-without-integrity.ts';
import { testRule } from '../../rule-test.ts';

testRule(thirdPartyScriptWithoutIntegrity, {
  'fires on a foreign script': {
    lab: foreignScript,
    path: '/docs-page',
    fires: { severity: 'low', confidence: 'confirmed' },
  },
  'silent with a checksum': { lab: checkedScript, path: '/docs-page', fires: false },
  'silent on own scripts and comments': { lab: ownScript, path: '/docs-page', fires: false },
});
