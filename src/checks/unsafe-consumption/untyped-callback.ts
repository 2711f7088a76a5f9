import { defineSpecRule } from '../../openapi/spec-rules/observation.ts';
import { documentRule } from '../document-rule.ts';
import { callbacksIn } from './callbacks-in-document.ts';

export const untypedCallback = documentRule(
  defineSpecRule({
    id: 'untyped-callback',
    severity: 'low',
    title: 'Unrestricted callback URL',
    aliases: ['SSRF', 'callback URL', 'webhook URL', 'OpenAPI callbacks'],
    description:
      'A client can point the service at internal systems or other sites (SSRF), unless the callback URL is checked. The whole URL comes from the request.',
    remediation:
      'Register callback hosts in advance and verify their ownership, reject private networks, and document a fixed host in the callback expression.',
    cwe: [918, 441],
    *observe(spec) {
      for (const { operation, expression, pointer } of callbacksIn(spec)) {
        // The whole address, host included, is the client's; a fixed host in front would bind it.
        if (!/^\{\$request\.(?:body|query|header)[^}]*\}/.test(expression)) continue;
        yield {
          pointer,
          operationId: operation.id,
          evidenceSummary: `${operation.id} documents a callback to ${expression}, whose host the client chooses.`,
        };
      }
    },
  }),
  {
    cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:L/UI:N/VC:L/VI:N/VA:N/SC:L/SI:L/SA:N',
    weigh: async () => ({ confidence: 'tentative' }),
  },
);
