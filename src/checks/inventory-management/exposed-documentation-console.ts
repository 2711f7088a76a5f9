import { mediaType, succeeded, text } from '../../http/exchange.ts';
import { publicDocuments } from '../../places/public-documents.ts';
import { showing } from '../disclosure.ts';
import { defineRule } from '../rule.ts';

const CONSOLES: readonly (readonly [name: string, says: RegExp])[] = [
  ['Swagger UI', /swagger-ui(?:-bundle|-standalone-preset)?(?:\.min)?\.(?:js|css)|SwaggerUIBundle/i],
  ['Redoc', /redoc(?:\.standalone|\.min)?\.js|<redoc\b/i],
  ['RapiDoc', /<rapi-doc\b/i],
  ['Scalar', /@scalar\/api-reference|id="api-reference"/i],
  ['Stoplight Elements', /<elements-api\b/i],
];

export const exposedDocumentationConsole = defineRule({
  id: 'exposed-documentation-console',
  title: 'API documentation console exposed (Swagger UI)',
  aliases: ['Swagger UI', 'ReDoc', 'API docs'],
  severity: 'info',
  cwe: [200],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:P/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone can try every documented operation from a page of the service. This is fine for a public API only.',
  remediation: 'Turn off the page in production, or protect it with authentication.',
  places: publicDocuments,
  async judge(url, { anonymous }) {
    if (url === undefined) return 'clean';
    const page = await anonymous.once({ url });
    if (!succeeded(page) || !/html/.test(mediaType(page.response))) return 'clean';
    const console = CONSOLES.find(([, says]) => says.test(text(page.response)));
    if (!console) return 'clean';
    return {
      url,
      confidence: 'confirmed',
      evidenceSummary: `${console[0]} is accessible without authentication.`,
      proof: [{ exchange: showing(page, []), note: console[0] }],
      control: { fact: 'The page is in the response to an unauthenticated request.' },
    };
  },
});
