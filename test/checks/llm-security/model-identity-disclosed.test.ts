import * as lab from '../../../lab/llm-security/services.ts';
import { modelIdentityDisclosed } from '../../../src/checks/llm-security/model-identity-disclosed.ts';
import { testRule } from '../../rule-test.ts';
import { prompting } from './prompting.ts';

testRule(modelIdentityDisclosed, {
  'fires on a model that says its name': {
    lab: lab.generic(lab.falling('identity')),
    options: prompting,
    fires: { severity: 'info', confidence: 'likely' },
  },
  'fires on a field': {
    lab: lab.generic(lab.HARDENED, { more: { model: 'gpt-4o-2024-08-06' } }),
    options: prompting,
    fires: { confidence: 'confirmed' },
  },
  'silent on a model that declines': { lab: lab.generic(lab.HARDENED), options: prompting, fires: false },
  'nothing to hide in a bare model': {
    lab: lab.openai(lab.falling('identity')),
    path: '/v1/chat/completions',
    options: prompting,
    fires: false,
    skipped: /plain model API/,
  },
});
