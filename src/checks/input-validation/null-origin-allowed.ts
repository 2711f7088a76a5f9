import { readOperations } from '../../places/operations.ts';
import { defineRule } from '../rule.ts';
import { allowance, askedFrom, CORS_SAMPLE, gainOf, STRANGER } from './allowed-origin.ts';

export const nullOriginAllowed = defineRule({
  id: 'null-origin-allowed',
  title: 'CORS: null origin allowed with credentials',
  aliases: ['CORS misconfiguration', 'cross-origin resource sharing', 'security misconfiguration'],
  severity: 'high',
  cwe: [942, 346],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:P/VC:H/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'Any website can read a logged-in user’s data. Any page can get the origin "null" with a sandboxed frame, and the service allows it with credentials.',
  remediation:
    'Remove "null" from the allowed origins. Give local files and test pages a real origin instead.',
  places: readOperations,
  alike: CORS_SAMPLE,
  async judge({ request }, context) {
    const { http } = context;
    const asked = await askedFrom('null', http, request);
    const allowed = allowance(asked);
    if (allowed.origin !== 'null' || !allowed.credentials) return 'clean';
    const control = await askedFrom(STRANGER, http, request);
    // Where every origin is repeated, "null" is only one more of them: that is another rule's finding.
    if (allowance(control).origin === STRANGER) return 'clean';
    const { proof, ...weighed } = await gainOf(context, 'null', request, asked);
    return {
      confidence: 'confirmed',
      ...weighed,
      evidenceSummary: 'An Origin of null was allowed, with credentials.',
      proof: [{ exchange: asked, note: 'Access-Control-Allow-Origin: null, with credentials' }, ...proof],
      control: { exchange: control, note: 'another untrusted Origin is not allowed' },
    };
  },
});
