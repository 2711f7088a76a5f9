import { mediaType, succeeded, text } from '../../http/exchange.ts';
import { isDocumentation } from '../disclosure.ts';
import { defineRule } from '../rule.ts';

const SCRIPT = /<script\b([^<>]*)>/gi;
const SOURCE = /\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i;
const READ_CHARACTERS = 300_000;

export const thirdPartyScriptWithoutIntegrity = defineRule({
  id: 'third-party-script-without-integrity',
  title: 'Third-party script without Subresource Integrity',
  aliases: ['SRI', 'Subresource Integrity', 'supply chain', 'CDN script'],
  severity: 'low',
  cwe: [353, 829],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:P/VC:L/VI:L/VA:N/SC:L/SI:L/SA:N',
  description:
    'Anyone who controls the other site can run code in this page and steal API keys. A page of this service, often its documentation, loads a script from there without a checksum.',
  remediation:
    'Host the script yourself, or add integrity and crossorigin attributes (Subresource Integrity) with a fixed version.',
  *inspect(exchange, surface) {
    if (!succeeded(exchange) || mediaType(exchange.response) !== 'text/html') return;
    const documentation = isDocumentation(exchange, surface);
    const page = text(exchange.response)
      .slice(0, READ_CHARACTERS)
      .replace(/<!--[\s\S]*?(?:-->|$)/g, '');
    for (const [, attributes = ''] of page.matchAll(SCRIPT)) {
      const found = SOURCE.exec(attributes);
      const source = found?.[1] ?? found?.[2] ?? found?.[3];
      if (
        source === undefined ||
        /\bintegrity\s*=/i.test(attributes) ||
        !URL.canParse(source, exchange.request.url)
      )
        continue;
      const { hostname } = new URL(source, exchange.request.url);
      if (hostname === '' || hostname === surface.target.hostname) continue;
      yield {
        // A page to read about the API in: whose script it is was its maker's choice.
        ...(documentation ? { severity: 'info' as const } : {}),
        confidence: 'confirmed',
        cause: hostname,
        evidenceSummary: `A page runs a script of ${hostname} without an integrity attribute.`,
        proof: [{ exchange, note: `<script src="${source}">` }],
        control: { fact: 'the element names another host and has no integrity attribute' },
      };
    }
  },
});
