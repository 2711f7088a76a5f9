import { disclosed } from '../disclosure.ts';
import { defineRule } from '../rule.ts';

const NAMING =
  /^(?:server|x-powered-by|x-aspnet-version|x-aspnetmvc-version|x-generator|x-drupal-version|x-php-version)$/i;
/** `nginx/1.24.0`, `PHP/8.1`, `4.0.30319`; a major version alone says little. */
const VERSION = /\d\.\d/;

export const serverVersionDisclosed = defineRule({
  id: 'server-version-disclosed',
  title: 'Server version disclosed',
  aliases: [
    'Server header',
    'X-Powered-By',
    'banner grabbing',
    'fingerprinting',
    'information disclosure',
    'security misconfiguration',
  ],
  severity: 'info',
  cwe: [200, 497],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Attackers can look up known vulnerabilities of the software version in the headers, without a single probe.',
  remediation:
    'Turn off version banners: server_tokens off, ServerTokens Prod, expose_php Off, or remove the headers at the proxy.',
  *inspect(exchange, surface) {
    for (const [name, value] of exchange.response.headers) {
      if (!NAMING.test(name) || !VERSION.test(value)) continue;
      yield {
        ...disclosed(exchange, surface, {
          evidenceSummary: `${name}: ${value.slice(0, 80)}`,
          note: `${name} contains a version`,
          values: [],
          cause: `${name.toLowerCase()} ${value.slice(0, 80)}`,
        }),
        confidence: 'confirmed',
        control: { fact: 'The header is in the response.' },
      };
    }
  },
});
