import { defineRule } from '../rule.ts';
import { breaks } from './restraint.ts';

export const multiTurnErosion = defineRule({
  id: 'multi-turn-erosion',
  title: 'Prompt injection over several turns',
  aliases: ['prompt injection', 'multi-turn jailbreak', 'crescendo'],
  severity: 'medium',
  cwe: [1427, 349],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:L/VI:L/VA:N/SC:L/SI:L/SA:N',
  description:
    'A client can forge consent in earlier assistant messages, and the model then follows it. The service takes these messages from the client.',
  remediation: 'Keep conversations on the server and take only the newest user message from the client.',
  needs: ['llm', 'llm-endpoint'],
  ...breaks('multi-turn'),
});
