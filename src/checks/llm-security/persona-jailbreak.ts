import { defineRule } from '../rule.ts';
import { breaks } from './restraint.ts';

export const personaJailbreak = defineRule({
  id: 'persona-jailbreak',
  title: 'Jailbreak by role play (DAN)',
  aliases: ['jailbreak', 'DAN', 'prompt injection', 'persona'],
  severity: 'medium',
  cwe: [1427],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:L/VI:L/VA:N/SC:L/SI:L/SA:N',
  meaning:
    'Told to be somebody without rules, the model does what it otherwise declines. Whatever keeps it to its task can be talked away.',
  fix: 'Check the output against what the service is for, outside the model; tell the model that no role changes its rules; test with new jailbreaks at each release.',
  needs: ['llm', 'llm-endpoint'],
  ...breaks('persona'),
});
