import { openRequestBody } from '../../openapi/spec-rules/request-bounds.ts';
import { defineRule } from '../rule.ts';
import { documentProof, operationOf } from './document-proof.ts';

export const openRequestSchema = defineRule({
  id: 'open-request-schema',
  title: 'Request bodies are documented to accept any further member',
  severity: 'info',
  cwe: [915],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  meaning: openRequestBody.meaning,
  fix: openRequestBody.fix,
  needs: ['spec'],
  async *probe(context) {
    const { spec } = context.surface;
    if (!spec) return;
    // Left unsaid, further members are allowed by JSON Schema's own default; that nearly every document does.
    const places = [...openRequestBody.observe(spec)].filter(({ severity }) => severity === 'low');
    if (places.length === 0) return;
    const exchange = await documentProof(context);
    for (const place of places) {
      const operation = operationOf(context.surface, place);
      yield {
        ...(operation ? { operation } : {}),
        confidence: 'tentative',
        saw: place.saw,
        proof: [{ exchange, note: `the document at ${place.pointer}` }],
      };
    }
  },
});
