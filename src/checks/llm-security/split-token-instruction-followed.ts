import { defineRule } from '../rule.ts';
import { breaks } from './restraint.ts';

export const splitTokenInstructionFollowed = defineRule({
  id: 'split-token-instruction-followed',
  title: 'Prompt injection: split instructions followed',
  aliases: ['prompt injection', 'payload splitting', 'token smuggling', 'jailbreak'],
  severity: 'medium',
  cwe: [1427],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:L/VI:L/VA:N/SC:L/SI:L/SA:N',
  description: 'A user can get words past a filter in pieces. The model joins them again.',
  remediation: 'Filter the output of the model, not only its input.',
  needs: ['llm', 'llm-endpoint'],
  ...breaks('split-token'),
});
