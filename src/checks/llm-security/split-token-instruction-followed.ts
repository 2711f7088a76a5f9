import { defineRule } from '../rule.ts';
import { breaks } from './restraint.ts';

export const splitTokenInstructionFollowed = defineRule({
  id: 'split-token-instruction-followed',
  title: 'Prompt injection: split instructions followed',
  aliases: ['prompt injection', 'payload splitting', 'token smuggling', 'jailbreak'],
  severity: 'medium',
  cwe: [1427],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:L/VI:L/VA:N/SC:L/SI:L/SA:N',
  description:
    'Attackers can bypass prompt filters with split words. Blocked words pass in pieces, and the model joins them again.',
  remediation: 'Filter the output of the model, not only its input.',
  needs: ['llm', 'llm-endpoint'],
  ...breaks('split-token'),
});
