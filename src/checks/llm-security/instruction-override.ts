import { defineRule } from '../rule.ts';
import { breaks } from './restraint.ts';

export const instructionOverride = defineRule({
  id: 'instruction-override',
  title: 'Prompt injection (direct)',
  aliases: ['prompt injection', 'ignore previous instructions', 'jailbreak'],
  severity: 'medium',
  cwe: [1427, 77],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:L/VI:L/VA:N/SC:L/SI:L/SA:N',
  description:
    'A user can make the model ignore its instructions. Whatever they forbid is then available on request.',
  remediation:
    'Do not rely on the prompt for access control: decide outside the model what a user may get, check input and output, and prefer models trained on an instruction hierarchy.',
  needs: ['llm', 'llm-endpoint'],
  ...breaks('override'),
});
