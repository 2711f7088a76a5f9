import { accepts } from '../../answers/answers.ts';
import { isRisky } from '../../discovery/risky-path.ts';
import { isPlaceholder } from '../../material/secrets.ts';
import { isRead, type Operation, type Spec } from '../../openapi/operation.ts';
import type { SpecPlace } from '../../openapi/spec-rules/observation.ts';
import { sensitiveResponseProperty } from '../../openapi/spec-rules/response-secrets.ts';
import { placesInDocument } from '../../places/document-places.ts';
import { requestOf } from '../../places/operations.ts';
import { fieldsOf, plainName } from '../fields.ts';
import type { ProbeContext } from '../rule.ts';
import { defineRule } from '../rule.ts';
import { documentProof } from './document-proof.ts';

const NOT_SERVED = 'No response in this scan contains it in plain text: the API document is wrong.';

/** True where the service keeps the promise; what it masks, leaves out or was not asked for, nobody has read. */
async function isServed(
  { surface, http }: ProbeContext,
  operation: Operation | undefined,
  name: string,
): Promise<boolean> {
  if (!operation || !isRead(operation.method) || isRisky(operation.path)) return false;
  const exchange = await http.attemptOnce(requestOf(surface, operation));
  if (exchange instanceof Error || !accepts(exchange, surface)) return false;
  return (fieldsOf(exchange.response).get(plainName(name)) ?? []).some(
    ({ value }) =>
      typeof value !== 'boolean' &&
      value !== '' &&
      !/[*•]{2,}/.test(String(value)) &&
      !isPlaceholder(String(value)),
  );
}

export const documentedSensitiveField = defineRule({
  id: 'documented-sensitive-field',
  title: 'Secrets documented in response schema',
  aliases: ['excessive data exposure', 'BOPLA', 'OpenAPI'],
  severity: 'low',
  cwe: [213, 200],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description: sensitiveResponseProperty.description,
  remediation: sensitiveResponseProperty.remediation,
  needs: ['spec'],
  places: placesInDocument({ observe: telling }),
  async judge(place, context) {
    if (!place) return 'clean';
    const { operation, evidenceSummary, pointer } = place;
    const held = await isServed(context, operation, pointer.split('/').at(-1) ?? '');
    return {
      ...(operation ? { operation } : {}),
      confidence: 'likely',
      ...(held ? {} : { severity: 'info' as const, severityReason: NOT_SERVED }),
      evidenceSummary,
      proof: [{ exchange: await documentProof(context), note: `the API document at ${pointer}` }],
    };
  },
});

function* telling(spec: Spec): Generator<SpecPlace | undefined> {
  for (const place of sensitiveResponseProperty.observe(spec))
    yield place?.severity === 'medium' ? place : undefined;
}
