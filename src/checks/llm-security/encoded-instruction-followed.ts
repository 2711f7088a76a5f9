import { defineRule } from '../rule.ts';
import { breaks } from './restraint.ts';

export const encodedInstructionFollowed = defineRule({
  id: 'encoded-instruction-followed',
  title: 'Prompt injection: encoded instructions followed',
  aliases: ['prompt injection', 'base64', 'obfuscation', 'jailbreak'],
  severity: 'medium',
  cwe: [1427, 116],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:L/VI:L/VA:N/SC:L/SI:L/SA:N',
  meaning:
    'Filters read the prompt, the model reads what it decodes: an order in base64 gets done though the plain order is declined.',
  fix: 'Filter what comes out of the model, not only what goes in; tell the model that decoded text is data; refuse encodings that the service has no use for.',
  needs: ['llm', 'llm-endpoint'],
  ...breaks('encoded'),
});
