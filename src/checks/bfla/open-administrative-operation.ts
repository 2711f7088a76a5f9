import { servesContent } from '../../answers/answers.ts';
import { administrativeReads } from '../../places/administrative-reads.ts';
import { defineRule } from '../rule.ts';

const NOWHERE = 'mb-nowhere-7f3a91';

export const openAdministrativeOperation = defineRule({
  id: 'open-administrative-operation',
  title: 'Admin endpoint accessible without authentication',
  aliases: ['BFLA', 'privilege escalation', 'admin panel', 'unauthenticated admin', 'missing authentication'],
  severity: 'high',
  cwe: [306, 862, 285],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:L/VA:N/SC:N/SI:N/SA:N',
  description: 'Anyone on the network can use functions for administrators, without any credential.',
  remediation:
    'Require a credential and an administrative role for everything under these paths, and keep them off the public network.',
  places: administrativeReads,
  async judge({ operation, request }, { surface, anonymous }) {
    const exchange = await anonymous.once(request);
    if (!servesContent(exchange, surface)) return 'clean';
    // A path beside it that nobody serves shows that it is this operation and not a page for all.
    const beside = request.url.replace(/[^/?#]*\/?(?=[?#]|$)/, NOWHERE);
    const nothing = await anonymous.once({ ...request, url: beside });
    if (servesContent(nothing, surface)) return 'clean';
    return {
      confidence: 'confirmed',
      evidenceSummary: `${operation.id} returned ${exchange.response.status} (${exchange.response.body.length} bytes) to an unauthenticated request.`,
      proof: [{ exchange, note: 'unauthenticated request, content returned' }],
      control: { exchange: nothing, note: 'a sibling path that does not exist returns a different response' },
    };
  },
});
