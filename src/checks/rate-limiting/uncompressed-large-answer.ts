import { servesContent } from '../../answers/answers.ts';
import { header, isJson } from '../../http/exchange.ts';
import { readOperations } from '../../places/operations.ts';
import { defineRule } from '../rule.ts';

const WORTH_COMPRESSING = 50_000;

export const uncompressedLargeAnswer = defineRule({
  id: 'uncompressed-large-answer',
  title: 'Large response not compressed',
  aliases: ['gzip', 'Content-Encoding', 'performance'],
  severity: 'info',
  cwe: [405],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Bandwidth runs out first under load. A response that could be compressed to a tenth is sent uncompressed although the client accepts compression.',
  remediation: 'Compress text responses above one kilobyte at the proxy or in the framework.',
  places: readOperations,
  async judge({ request }, { surface, http }) {
    const answer = await http.once(request);
    const { body, headers } = answer.response;
    if (body.length < WORTH_COMPRESSING || !isJson(answer.response) || !servesContent(answer, surface))
      return 'clean';
    if (header(headers, 'content-encoding') !== undefined) return 'clean';
    return {
      confidence: 'confirmed',
      evidenceSummary: `${Math.round(body.length / 1_000)} kB of JSON was sent uncompressed, although the client accepts gzip, deflate and br.`,
      proof: [{ exchange: answer, note: 'no Content-Encoding' }],
      control: { fact: 'the request contained Accept-Encoding: gzip, deflate, br' },
    };
  },
});
