import { defineRule } from '../rule.ts';
import { breaks } from './restraint.ts';

export const nestedInstructionFollowed = defineRule({
  id: 'nested-instruction-followed',
  title: 'Prompt injection: nested instructions followed',
  aliases: ['prompt injection', 'wrapped instructions', 'jailbreak'],
  severity: 'medium',
  cwe: [1427],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:L/VI:L/VA:N/SC:L/SI:L/SA:N',
  description:
    'Attackers can bypass restrictions by putting an instruction inside a structure (a task in JSON, a story within a story). The model declines the plain instruction.',
  remediation:
    'Treat structured input as data: parse it outside the model and pass on only the fields that the service needs.',
  needs: ['llm', 'llm-endpoint'],
  ...breaks('nested'),
});
