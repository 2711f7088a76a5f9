import * as lab from '../../../lab/llm-security/services.ts';
import { markdownExfiltration } from '../../../src/checks/llm-security/markdown-exfiltration.ts';
import { testRule } from '../../rule-test.ts';
import { prompting } from './prompting.ts';

testRule(markdownExfiltration, {
  'fires on a model that obeys what it reads': {
    lab: lab.openai(lab.obliging('exfiltration')),
    path: '/v1/chat/completions',
    options: prompting,
    fires: { severity: 'high', confidence: 'confirmed' },
  },
  'fires on a product': { lab: lab.generic(lab.falling('exfiltration')), options: prompting, fires: true },
  'silent on a model that only summarises': {
    lab: lab.openai(lab.obliging()),
    path: '/v1/chat/completions',
    options: prompting,
    fires: false,
  },
  'silent on a refusal that quotes the prompt': {
    lab: lab.openai(lab.QUOTING),
    path: '/v1/chat/completions',
    options: prompting,
    fires: false,
  },
  'an echo is no model': { lab: lab.echo, options: prompting, fires: false, skipped: /repeats/ },
});
