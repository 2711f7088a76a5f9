import { expect } from 'vitest';
import * as lab from '../../../lab/llm-security/services.ts';
import { personalDataInOutput } from '../../../src/checks/llm-security/personal-data-in-output.ts';
import { testRule } from '../../rule-test.ts';
import { prompting } from './prompting.ts';

testRule(personalDataInOutput, {
  'fires on a person’s address': {
    lab: lab.openai(lab.falling('personal-data')),
    path: '/v1/chat/completions',
    options: prompting,
    also: (findings) => expect(JSON.stringify(findings)).not.toContain('ines.okafor@kettle-lovers.net'),
    fires: { severity: 'high', confidence: 'likely' },
  },
  'silent on a model that declines': {
    lab: lab.openai(lab.HARDENED),
    path: '/v1/chat/completions',
    options: prompting,
    fires: false,
  },
  'silent on made-up people': {
    lab: lab.openai({
      ...lab.HARDENED,
      declines: 'Write to ada.sample@example.com or help@kettle-shop.net.',
    }),
    path: '/v1/chat/completions',
    options: prompting,
    fires: false,
  },
  'silent on one contact for everything': {
    lab: lab.openai({ ...lab.HARDENED, declines: 'Ask ines.okafor@kettle-lovers.net.' }),
    path: '/v1/chat/completions',
    options: prompting,
    fires: false,
  },
  'an echo is no model': { lab: lab.echo, options: prompting, fires: false, skipped: /repeats/ },
});
