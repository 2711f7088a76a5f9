import * as lab from '../../../lab/llm-security/pages.ts';
import { openModelListing } from '../../../src/checks/llm-security/open-model-listing.ts';
import { testRule } from '../../rule-test.ts';

testRule(openModelListing, {
  'fires on a list': { lab: lab.openaiList, fires: { severity: 'info', confidence: 'confirmed' } },
  'silent on cars': { lab: lab.cars, fires: false },
  'silent on a catch-all that answers 200': { lab: lab.catchAll, fires: false },
  'silent on a single-page app': { lab: lab.singlePage, fires: false },
  'silent where a credential is asked for': { lab: lab.closed, fires: false },
});
