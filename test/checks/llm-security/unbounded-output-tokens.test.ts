import * as lab from '../../../lab/llm-security/services.ts';
import { unboundedOutputTokens } from '../../../src/checks/llm-security/unbounded-output-tokens.ts';
import { testRule } from '../../rule-test.ts';
import { prompting } from './prompting.ts';

testRule(unboundedOutputTokens, {
  'fires where a limit is read and anything goes': {
    lab: lab.openai(lab.HARDENED, { limit: 'read' }),
    path: '/v1/chat/completions',
    options: prompting,
    fires: { severity: 'low', confidence: 'likely' },
  },
  'silent where it is checked': {
    lab: lab.openai(lab.HARDENED, { limit: 'checked' }),
    path: '/v1/chat/completions',
    options: prompting,
    fires: false,
  },
  'silent where it is ignored': {
    lab: lab.openai(lab.HARDENED),
    path: '/v1/chat/completions',
    options: prompting,
    fires: false,
  },
  'has no limit to ask for': {
    lab: lab.generic(lab.HARDENED),
    options: prompting,
    fires: false,
    skipped: /no parameter for the length/,
  },
});
