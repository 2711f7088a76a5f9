import { expect } from 'vitest';
import * as lab from '../../../lab/llm-security/services.ts';
import { secretInOutput } from '../../../src/checks/llm-security/secret-in-output.ts';
import { testRule } from '../../rule-test.ts';
import { prompting } from './prompting.ts';

testRule(secretInOutput, {
  'fires on a password': {
    lab: lab.openai(lab.falling('secret')),
    path: '/v1/chat/completions',
    options: prompting,
    also: (findings) => expect(JSON.stringify(findings)).not.toContain('Tr1ckyKettle9'),
    fires: { severity: 'high', confidence: 'likely' },
  },
  'silent on a model that declines': {
    lab: lab.openai(lab.HARDENED),
    path: '/v1/chat/completions',
    options: prompting,
    fires: false,
  },
  'silent on placeholders': {
    lab: lab.openai({
      ...lab.HARDENED,
      declines: 'The password is changeme-please, the api key: <your-key>.',
    }),
    path: '/v1/chat/completions',
    options: prompting,
    fires: false,
  },
  'an echo is no model': { lab: lab.echo, options: prompting, fires: false, skipped: /repeats/ },
});
