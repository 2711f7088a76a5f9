import { servesContent } from '../../answers/answers.ts';
import { mediaType, text } from '../../http/exchange.ts';
import { readOperations } from '../../places/operations.ts';
import { defineRule } from '../rule.ts';
import { withHeaders } from '../with-headers.ts';

const SAMPLE = 2;

export const verboseContentNegotiation = defineRule({
  id: 'verbose-content-negotiation',
  title: 'Undocumented XML response format',
  aliases: ['content negotiation', 'XML', 'Accept header'],
  severity: 'info',
  cwe: [1059, 436],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Attackers may find fields in XML that are hidden in JSON, or attack an XML parser. The service can return XML, which is not documented.',
  remediation: 'Register only the documented formats, and return 406 for others.',
  needs: ['spec'],
  places: readOperations,
  alike: SAMPLE,
  async judge({ operation, request }, { surface, http }) {
    const types = operation.responses.flatMap(({ content }) => content.map((body) => body.mediaType));
    if (types.length === 0 || !types.every((type) => /[/+]json/.test(type))) return 'clean';
    const asked = await http.send(withHeaders(request, [['Accept', 'application/xml']]));
    if (!servesContent(asked, surface) || !/^(application|text)\/(.+\+)?xml$/.test(mediaType(asked.response)))
      return 'clean';
    if (!text(asked.response).trimStart().startsWith('<')) return 'clean';
    const plain = await http.once(request);
    if (/xml/.test(mediaType(plain.response))) return 'clean';
    return {
      confidence: 'confirmed',
      evidenceSummary: `Accept: application/xml returned ${mediaType(asked.response)}; the API document lists only JSON.`,
      proof: [{ exchange: asked, note: 'an XML response' }],
      control: { exchange: plain, note: 'without that header, the response is JSON' },
    };
  },
});
