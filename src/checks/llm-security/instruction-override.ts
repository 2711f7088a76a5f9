import { defineRule } from '../rule.ts';
import { breaks } from './restraint.ts';

export const instructionOverride = defineRule({
  id: 'instruction-override',
  title: 'Prompt injection (direct)',
  aliases: ['prompt injection', 'ignore previous instructions', 'jailbreak'],
  severity: 'medium',
  cwe: [1427, 77],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:L/VI:L/VA:N/SC:L/SI:L/SA:N',
  meaning:
    'A user can tell the model to forget its instructions and it does: whatever the instructions forbid is then a matter of asking.',
  fix: 'Do not rely on the prompt to forbid anything: decide outside the model what a user may get, check input and output against that, and prefer models trained to rank instructions.',
  needs: ['llm', 'llm-endpoint'],
  ...breaks('override'),
});
