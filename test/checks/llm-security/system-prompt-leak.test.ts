import * as lab from '../../../lab/llm-security/services.ts';
import { systemPromptLeak } from '../../../src/checks/llm-security/system-prompt-leak.ts';
import { testRule } from '../../rule-test.ts';
import { prompting } from './prompting.ts';

testRule(systemPromptLeak, {
  'fires on a model that tells': {
    lab: lab.openai(lab.falling('leak')),
    path: '/v1/chat/completions',
    options: prompting,
    fires: { severity: 'medium', confidence: 'confirmed' },
  },
  'fires on a product that tells': { lab: lab.generic(lab.falling('leak')), options: prompting, fires: true },
  'silent on a model that declines': {
    lab: lab.openai(lab.HARDENED),
    path: '/v1/chat/completions',
    options: prompting,
    fires: false,
  },
  'silent on one that describes itself politely': {
    lab: lab.openai(lab.POLITE),
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
  'untested where a gate ends the talk': {
    lab: lab.openai(lab.HARDENED, { until: { prompts: 2, status: 403 } }),
    path: '/v1/chat/completions',
    options: prompting,
    fires: false,
    skipped: /no completion for \d+ of \d+ prompts \(403\)/,
  },
  'silent where a guard declines the prompts themselves': {
    lab: lab.openai(lab.HARDENED, { until: { prompts: 2, status: 400 } }),
    path: '/v1/chat/completions',
    options: prompting,
    fires: false,
  },
  'an echo is no model': { lab: lab.echo, options: prompting, fires: false, skipped: /repeats/ },
  'a mailbox is no model': {
    lab: lab.mailbox,
    options: prompting,
    fires: false,
    skipped: /without a completion/,
  },
  'has no endpoint': {
    lab: lab.shop,
    options: prompting,
    fires: false,
    skipped: /no language-model endpoint/,
  },
});
