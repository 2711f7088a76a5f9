import { defineRule } from '../rule.ts';
import { breaks } from './restraint.ts';

export const encodedInstructionFollowed = defineRule({
  id: 'encoded-instruction-followed',
  title: 'Prompt injection: encoded instructions followed',
  aliases: ['prompt injection', 'base64', 'obfuscation', 'jailbreak'],
  severity: 'medium',
  cwe: [1427, 116],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:L/VI:L/VA:N/SC:L/SI:L/SA:N',
  description:
    'A user can get an instruction past the filter by encoding it in base64. Filters check the prompt, but the model also follows what it decodes.',
  remediation:
    'Filter the output of the model, not only its input. Tell the model that decoded text is data, and reject encodings that the service does not need.',
  needs: ['llm', 'llm-endpoint'],
  ...breaks('encoded'),
});
