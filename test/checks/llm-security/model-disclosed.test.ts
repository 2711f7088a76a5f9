import * as lab from '../../../lab/llm-security/pages.ts';
import { modelDisclosed } from '../../../src/checks/llm-security/model-disclosed.ts';
import { testRule } from '../../rule-test.ts';

testRule(modelDisclosed, {
  'fires on a header': {
    lab: lab.withHeader('openai-organization', 'kettle-co'),
    fires: { severity: 'info', confidence: 'confirmed' },
  },
  'silent on other headers': { lab: lab.withHeader('x-model-car', 'beetle'), fires: false },
});
