import { documentedOperations } from '../../places/documented-operations.ts';
import { defineRule } from '../rule.ts';
import { addressHint } from './address-parameters.ts';

export const urlParameter = defineRule({
  id: 'url-parameter',
  title: 'URL parameter (possible SSRF)',
  aliases: ['SSRF', 'server-side request forgery', 'webhook URL'],
  severity: 'info',
  cwe: [918],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'If the service fetches this URL, a client can make it send requests from inside its network (SSRF). It is not confirmed that it does: check it first.',
  remediation:
    'Allow only known hosts, reject addresses that resolve to private networks, do not follow redirects, and use a proxy that enforces this.',
  places: documentedOperations,
  leaveOut: ({ parameters }) => (parameters.length > 0 ? undefined : 'no operation has parameters'),
  judge(operation, { surface }) {
    for (const parameter of operation.parameters) {
      const hint = addressHint(parameter, surface.spec?.resolve(parameter.schema));
      if (hint === undefined) continue;
      return {
        operation,
        url: operation.server + operation.path,
        confidence: 'tentative',
        evidenceSummary: `${operation.id} accepts a URL in ${parameter.name}: ${hint}.`,
        proof: [{ exchange: surface.entry, note: 'the service that has the operation' }],
      };
    }
    return 'clean';
  },
});
