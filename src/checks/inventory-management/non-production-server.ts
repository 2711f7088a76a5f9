import { internalServer, isLocal } from '../../openapi/spec-rules/servers.ts';
import { service } from '../../places/service.ts';
import { showing } from '../disclosure.ts';
import { defineRule } from '../rule.ts';

const STAGE =
  /(?:^|[.-])(?:staging|stage|stg|dev|develop|development|test|testing|uat|qa|preprod)(?:[.-]|$)/i;
/** Servers told by name; the rest is counted. */
const NAMED = 5;

export const nonProductionServer = defineRule({
  id: 'non-production-server',
  title: 'Non-production server in the OpenAPI document',
  aliases: ['staging', 'test environment', 'servers'],
  severity: 'info',
  cwe: [200, 1059],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Attackers learn of test, staging or internal servers, which often hold copies of real data with weaker protection. The published API document names them.',
  remediation: 'Publish a document that names the production server only.',
  needs: ['spec'],
  places: service,
  async judge(surface, { anonymous }) {
    const { spec } = surface;
    if (!spec) return 'clean';
    const stages = spec.servers.filter((url) => {
      const { hostname } = new URL(url);
      return hostname !== surface.target.hostname && !isLocal(url) && STAGE.test(hostname);
    });
    const said = [
      ...stages.map((url) => `The API document names the server ${url}.`),
      ...[...internalServer.observe(spec)].flatMap((place) => place?.evidenceSummary ?? []),
    ];
    if (said.length === 0) return 'clean';
    const rest = said.length - NAMED;
    const inScope = URL.canParse(spec.uri) && surface.target.scope.includes(new URL(spec.uri).origin);
    const exchange = inScope ? await anonymous.once({ url: spec.uri }) : surface.entry;
    return {
      confidence: 'likely',
      evidenceSummary: [...said.slice(0, NAMED), ...(rest > 0 ? [`And ${rest} more.`] : [])].join(' '),
      proof: [{ exchange: showing(exchange, []), note: 'the list of servers in the API document' }],
    };
  },
});
