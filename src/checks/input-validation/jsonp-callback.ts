import { servesContent } from '../../answers/answers.ts';
import { isJson, mediaType, text } from '../../http/exchange.ts';
import { readOperations } from '../../places/operations.ts';
import { defineRule } from '../rule.ts';

const SAMPLE = 3;
const CALLBACK = 'mbCallback7f3a';

export const jsonpCallback = defineRule({
  id: 'jsonp-callback',
  title: 'JSONP callback exposes data to any origin',
  aliases: ['JSONP', 'cross-site script inclusion', 'XSSI'],
  severity: 'low',
  cwe: [346, 942],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Pages of any origin can load the data with the user’s cookies, and CORS does not apply. With a callback parameter the response becomes a script.',
  remediation: 'Remove JSONP, and allow the origins that need the data with CORS.',
  places: readOperations,
  alike: SAMPLE,
  async judge({ request }, { surface, http }) {
    const plain = await http.once(request);
    if (!servesContent(plain, surface) || !isJson(plain.response)) return 'clean';
    const separator = request.url.includes('?') ? '&' : '?';
    const asked = await http.once({
      ...request,
      url: `${request.url}${separator}callback=${CALLBACK}&jsonp=${CALLBACK}`,
    });
    const wrapped = new RegExp(`^(?:/\\*\\*/)?\\s*(?:typeof ${CALLBACK}[^;]{0,40}&&\\s*)?${CALLBACK}\\s*\\(`);
    if (!wrapped.test(text(asked.response).trimStart()) || /html/.test(mediaType(asked.response)))
      return 'clean';
    return {
      confidence: 'confirmed',
      evidenceSummary: 'With a callback parameter the JSON was returned as a call of that function.',
      proof: [{ exchange: asked, note: `the body is ${CALLBACK}(…)` }],
      control: { exchange: plain, note: 'without the parameter, the body is JSON' },
    };
  },
});
