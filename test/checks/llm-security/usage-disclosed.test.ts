import * as lab from '../../../lab/llm-security/pages.ts';
import { usageDisclosed } from '../../../src/checks/llm-security/usage-disclosed.ts';
import { testRule } from '../../rule-test.ts';

testRule(usageDisclosed, {
  'fires on counts in an answer': {
    lab: lab.says({ reply: 'hi', usage: { prompt_tokens: 812, completion_tokens: 3 } }),
    fires: { severity: 'info' },
  },
  'fires on a header': { lab: lab.withHeader('x-ratelimit-remaining-tokens', '9000'), fires: true },
  'silent on requests that are counted': { lab: lab.withHeader('x-ratelimit-remaining', '9'), fires: false },
  'silent on other usage': { lab: lab.says({ usage: { disk: 3 } }), fires: false },
});
