import { isRisky } from '../../discovery/risky-path.ts';
import { isPlaceholder } from '../../material/secrets.ts';
import type { Operation } from '../../openapi/operation.ts';
import { sensitiveResponseProperty } from '../../openapi/spec-rules/response-secrets.ts';
import { accepts } from '../answers.ts';
import { fieldsOf, plainName } from '../fields.ts';
import type { ProbeContext } from '../rule.ts';
import { defineRule } from '../rule.ts';
import { requestOf } from '../sampling.ts';
import { documentProof, operationOf } from './document-proof.ts';

const NOT_SERVED =
  'No answer that this scan heard holds it in clear: the document promises what is not given.';

/** True where the service keeps the promise; what it masks, leaves out or was not asked for, nobody has read. */
async function isServed(
  { surface, http }: ProbeContext,
  operation: Operation | undefined,
  name: string,
): Promise<boolean> {
  if (operation?.method !== 'GET' || isRisky(operation.path)) return false;
  const exchange = await http.once(requestOf(surface, operation));
  if (!accepts(exchange, surface)) return false;
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
      const name = place.pointer.split('/').at(-1) ?? '';
      const held = await isServed(context, operation, name);
      yield {
        ...(operation ? { operation } : {}),
        confidence: 'likely',
        ...(held ? {} : { severity: 'info' as const, severityReason: NOT_SERVED }),
        saw: place.saw,
        proof: [{ exchange, note: `the document at ${place.pointer}` }],
      };
    }
  },
});
