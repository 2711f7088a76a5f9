import { isJson, succeeded, text } from '../../http/exchange.ts';
import { disclosed, isDocumentation } from '../disclosure.ts';
import { defineRule } from '../rule.ts';
import { sameSite } from '../same-site.ts';

const HOST =
  /https?:\/\/((?:[a-z0-9-]{1,63}\.){0,4}[a-z0-9-]{0,40}(?<![a-z0-9])(?:staging|stage|stg|dev|develop|development|test|testing|uat|qa|preprod|pre-prod|int)(?![a-z0-9])[a-z0-9-]{0,40}(?:\.[a-z0-9-]{1,63}){1,4})/gi;
const MAX_HOSTS = 10;
/** Sites that are called so and are nobody's stage. */
const PUBLIC =
  /$(?<=(?:^|\.)(?:example\.\w+|test|dev\.to|web\.dev|go\.dev|dev\.azure\.com|developer\.[\w.-]+))/i;

export const nonProductionHost = defineRule({
  id: 'non-production-host',
  title: 'Non-production hosts named in responses',
  aliases: ['staging', 'test environment', 'information disclosure'],
  severity: 'info',
  cwe: [200, 1059],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:P/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Attackers learn of test or staging hosts, which often hold copies of real data with weaker protection. Responses contain links to them.',
  remediation:
    'Build links from the configuration of the environment, and keep other environments off the public network.',
  *inspect(exchange, surface) {
    if (!succeeded(exchange) || !isJson(exchange.response) || isDocumentation(exchange, surface)) return;
    const hosts = new Set<string>();
    for (const match of text(exchange.response).matchAll(HOST)) {
      const host = (match[1] ?? '').toLowerCase();
      if (PUBLIC.test(host) || !ofSameOwner(host, surface.target.hostname)) continue;
      hosts.add(host);
      if (hosts.size >= MAX_HOSTS) break;
    }
    for (const host of hosts) {
      yield disclosed(exchange, surface, {
        evidenceSummary: `A link to ${host}.`,
        note: `a link to ${host}`,
        values: [],
        cause: host,
        severity: 'info',
        toIdentity: 'info',
      });
    }
  },
});

/** An address has no domain to compare: whatever is linked from there counts. */
function ofSameOwner(host: string, target: string): boolean {
  if (/^[\d.]+$|:|^localhost$/.test(target)) return true;
  return host !== target && sameSite(host, target);
}
