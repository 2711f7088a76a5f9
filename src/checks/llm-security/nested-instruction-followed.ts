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
    'A user can get a refused instruction followed by putting it inside a structure, such as a task in JSON or a story within a story.',
  remediation:
    'Treat structured input as data: parse it outside the model and pass on only the fields that the service needs.',
  needs: ['llm', 'llm-endpoint'],
  ...breaks('nested'),
});
