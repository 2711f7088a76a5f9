import { defineRule } from '../rule.ts';
import { breaks } from './restraint.ts';

export const fewShotPoisoning = defineRule({
  id: 'few-shot-poisoning',
  title: 'Prompt injection by few-shot examples',
  aliases: ['prompt injection', 'few-shot', 'jailbreak'],
  severity: 'medium',
  cwe: [1427],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:L/VI:L/VA:N/SC:L/SI:L/SA:N',
  meaning: 'A few made-up examples suffice to make the model go on with another task than its own.',
  fix: 'Put user input where the model cannot take it for its own earlier answers, and check the output against what the service is for.',
  needs: ['llm', 'llm-endpoint'],
  ...breaks('few-shot'),
});
