import { sensitiveResponseProperty } from '../../openapi/spec-rules/response-secrets.ts';
import { defineRule } from '../rule.ts';
import { documentProof, operationOf } from './document-proof.ts';

export const documentedSensitiveField = defineRule({
  id: 'documented-sensitive-field',
  title: 'The document promises secrets in answers',
  severity: 'low',
  cwe: [213, 200],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  meaning: sensitiveResponseProperty.meaning,
  fix: sensitiveResponseProperty.fix,
  needs: ['spec'],
  async *probe(context) {
    const { spec } = context.surface;
    if (!spec) return;
    const places = [...sensitiveResponseProperty.observe(spec)].filter(
      ({ severity }) => severity === 'medium',
    );
    if (places.length === 0) return;
    const exchange = await documentProof(context);
    for (const place of places) {
      const operation = operationOf(context.surface, place);
      yield {
        ...(operation ? { operation } : {}),
        confidence: 'likely',
        saw: place.saw,
        proof: [{ exchange, note: `the document at ${place.pointer}` }],
      };
    }
  },
});
