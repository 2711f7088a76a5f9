import { header } from '../../http/exchange.ts';
import { LINE_ENDS } from '../../material/injections.ts';
import { linkInputs } from '../../places/inputs.ts';
import { defineRule } from '../rule.ts';
import { decidesNothing } from './proofs.ts';

const NAME = 'X-Mb-Split';
const VALUE = 'mb7f3a91';

export const crlfInjection = defineRule({
  id: 'crlf-injection',
  title: 'CRLF injection (HTTP response splitting)',
  aliases: ['header injection', 'response splitting', 'HTTP response splitting'],
  severity: 'medium',
  cwe: [113, 93],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:A/VC:L/VI:L/VA:N/SC:L/SI:L/SA:N',
  description:
    'A link can set cookies, poison caches or replace the body in a user’s browser. Line breaks in a value reach the response headers.',
  remediation:
    'Reject control characters in everything that becomes a header, and use a server that does so too.',
  needs: ['active'],
  places: linkInputs,
  leaveOut: decidesNothing,
  async judge(slot, { http }) {
    for (const end of LINE_ENDS) {
      const asked = await http.attempt(slot.withRaw(`mb${end}${NAME}:%20${VALUE}`));
      if (asked instanceof Error || header(asked.response.headers, NAME) !== VALUE) continue;
      const control = await http.send(slot.withRaw(`mb%20${NAME}:%20${VALUE}`));
      if (header(control.response.headers, NAME) !== undefined) continue;
      return {
        confidence: 'confirmed',
        evidenceSummary: `${slot.name}: a line break in the value added the header ${NAME} to the response.`,
        proof: [{ exchange: asked, note: `the response has the header ${NAME} from the value` }],
        control: { exchange: control, note: 'with a space instead of the line break: no such header' },
      };
    }
    return 'clean';
  },
});
