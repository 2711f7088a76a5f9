import { defineRule } from '../rule.ts';
import { breaks } from './restraint.ts';

export const multiTurnErosion = defineRule({
  id: 'multi-turn-erosion',
  title: 'Prompt injection over several turns',
  aliases: ['prompt injection', 'multi-turn jailbreak', 'crescendo'],
  severity: 'medium',
  cwe: [1427, 349],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:L/VI:L/VA:N/SC:L/SI:L/SA:N',
  meaning:
    'The service takes the assistant’s earlier turns from the caller, who can write consent into them that was never given; the model then keeps to it.',
  fix: 'Keep conversations on the server and take only the newest user message from the caller.',
  needs: ['llm', 'llm-endpoint'],
  ...breaks('multi-turn'),
});
