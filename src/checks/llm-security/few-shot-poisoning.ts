import { defineRule } from '../rule.ts';
import { breaks } from './restraint.ts';

export const fewShotPoisoning = defineRule({
  id: 'few-shot-poisoning',
  title: 'Prompt injection by few-shot examples',
  aliases: ['prompt injection', 'few-shot', 'jailbreak'],
  severity: 'medium',
  cwe: [1427],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:L/VI:L/VA:N/SC:L/SI:L/SA:N',
  description: 'A user can turn the model to another task than its own with a few made-up examples.',
  remediation:
    'Separate user input from earlier model output, and check the output against the purpose of the service.',
  needs: ['llm', 'llm-endpoint'],
  ...breaks('few-shot'),
});
