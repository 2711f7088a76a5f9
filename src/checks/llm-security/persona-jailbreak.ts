import { defineRule } from '../rule.ts';
import { breaks } from './restraint.ts';

export const personaJailbreak = defineRule({
  id: 'persona-jailbreak',
  title: 'Jailbreak by role play (DAN)',
  aliases: ['jailbreak', 'DAN', 'prompt injection', 'persona'],
  severity: 'medium',
  cwe: [1427],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:L/VI:L/VA:N/SC:L/SI:L/SA:N',
  description:
    'A user can bypass the restrictions of the model. Told to play a character without rules, it does what it otherwise refuses.',
  remediation:
    'Check the output outside the model against the purpose of the service, tell the model that no role changes its rules, and test with new jailbreaks at each release.',
  needs: ['llm', 'llm-endpoint'],
  ...breaks('persona'),
});
