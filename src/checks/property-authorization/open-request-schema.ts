import type { Spec } from '../../openapi/operation.ts';
import type { SpecPlace } from '../../openapi/spec-rules/observation.ts';
import { openRequestBody } from '../../openapi/spec-rules/request-bounds.ts';
import { placesInDocument } from '../../places/document-places.ts';
import { defineRule } from '../rule.ts';
import { documentProof } from './document-proof.ts';

export const openRequestSchema = defineRule({
  id: 'open-request-schema',
  title: 'Request schemas allow additional properties',
  aliases: ['additionalProperties', 'mass assignment', 'overposting'],
  severity: 'info',
  cwe: [915],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description: openRequestBody.description,
  remediation: openRequestBody.remediation,
  needs: ['spec'],
  places: placesInDocument({ observe: telling }),
  async judge(place, context) {
    if (!place) return 'clean';
    const { operation, evidenceSummary, pointer } = place;
    return {
      ...(operation ? { operation } : {}),
      confidence: 'tentative',
      evidenceSummary,
      proof: [{ exchange: await documentProof(context), note: `the API document at ${pointer}` }],
    };
  },
});

/** Left unsaid, further members are allowed by JSON Schema's own default; that nearly every document does. */
function* telling(spec: Spec): Generator<SpecPlace | undefined> {
  for (const place of openRequestBody.observe(spec)) yield place?.severity === 'low' ? place : undefined;
}
