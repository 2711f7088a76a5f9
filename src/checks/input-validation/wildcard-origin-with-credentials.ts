import { readOperations } from '../../places/operations.ts';
import { defineRule } from '../rule.ts';
import { allowance, askedFrom, CORS_SAMPLE, STRANGER } from './allowed-origin.ts';

export const wildcardOriginWithCredentials = defineRule({
  id: 'wildcard-origin-with-credentials',
  title: 'CORS: wildcard origin with credentials',
  aliases: [
    'CORS misconfiguration',
    'Access-Control-Allow-Origin *',
    'cross-origin resource sharing',
    'security misconfiguration',
  ],
  severity: 'info',
  cwe: [942],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Any website could read users’ data if someone “fixes” this by reflecting the Origin, which is common. The service sends Access-Control-Allow-Origin: * with Access-Control-Allow-Credentials: true, a combination that browsers reject.',
  remediation:
    'Remove Access-Control-Allow-Credentials from public responses. Where credentials are needed, list the allowed origins.',
  places: readOperations,
  alike: CORS_SAMPLE,
  async judge({ request }, { http }) {
    const asked = await askedFrom(STRANGER, http, request);
    const allowed = allowance(asked);
    if (allowed.origin !== '*' || !allowed.credentials) return 'clean';
    return {
      confidence: 'confirmed',
      evidenceSummary: 'The response allows the origin * and credentials.',
      proof: [
        {
          exchange: asked,
          note: 'Access-Control-Allow-Origin: * with Access-Control-Allow-Credentials: true',
        },
      ],
      control: {
        fact: 'the two header lines of one response contradict each other (Fetch standard, section 3.3.5)',
      },
    };
  },
});
