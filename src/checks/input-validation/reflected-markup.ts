import { mediaType } from '../../http/exchange.ts';
import { linkInputs } from '../../places/inputs.ts';
import { defineRule } from '../rule.ts';
import { reflectionInPage } from './markup-reflection.ts';

/** Pages send forms anywhere, and JSON only where the service lets them (Fetch standard, CORS). */
const SENT_AS_JSON = {
  severity: 'low',
  severityReason:
    'Another site cannot send JSON without permission (CORS), so the user would have to send the request.',
} as const;

export const reflectedMarkup = defineRule({
  id: 'reflected-markup',
  title: 'Reflected XSS',
  aliases: ['XSS', 'cross-site scripting', 'HTML injection'],
  severity: 'medium',
  cwe: [79],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:A/VC:L/VI:L/VA:N/SC:L/SI:L/SA:N',
  description:
    'A link can run a script in the browser of anyone who opens it. A value of the URL is written into an HTML page without escaping.',
  remediation:
    'Escape values when they are written into HTML (use templates that do it by default), and return data as application/json.',
  places: linkInputs,
  async judge(slot, context) {
    const found = await reflectionInPage(context, slot);
    if (!found) return 'clean';
    return {
      ...(slot.body?.isJson ? SENT_AS_JSON : {}),
      confidence: 'confirmed',
      evidenceSummary: `${slot.name}: the element <mb-mark> was returned unescaped in a page of type ${mediaType(found.marked.response)}.`,
      proof: [{ exchange: found.marked, note: '<mb-mark> is an element of the page' }],
      control: { exchange: found.plain, note: 'with a plain word, the page contains no such element' },
    };
  },
});
