import { sameAnswer, servesContent } from '../../answers/answers.ts';
import type { Surface } from '../../discovery/surface.ts';
import type { ParameterSlot } from '../../places/parameters.ts';
import { parameters } from '../../places/parameters.ts';
import { FAR_BEYOND } from '../far-beyond.ts';
import { defineRule, untested } from '../rule.ts';

interface Violation {
  readonly value: string;
  readonly says: string;
  /** Readers of flags take any word for yes or no. */
  readonly isFlag?: true;
}

/** A value that the document rules out, and what it says instead. */
function violationOf({ parameter, where }: ParameterSlot, surface: Surface): Violation | undefined {
  const schema = surface.spec?.resolve(parameter?.schema);
  if (where !== 'query' || typeof schema !== 'object' || schema === null) return undefined;
  const { enum: allowed, type, maximum } = schema as Readonly<Record<string, unknown>>;
  if (Array.isArray(allowed) && allowed.length > 0)
    return { value: 'mb-undocumented', says: 'one of a list' };
  if (type === 'integer' || type === 'number') {
    if (typeof maximum === 'number' && maximum < FAR_BEYOND)
      return { value: String(FAR_BEYOND), says: `at most ${maximum}` };
    return { value: 'mb', says: `of type ${type}` };
  }
  return type === 'boolean' ? { value: 'mb', says: 'true or false', isFlag: true } : undefined;
}

/** Where the document promises no refusal, ignoring what is unknown is a choice, not a fault. */
function promisesRefusal({ operation }: ParameterSlot): boolean {
  return operation.responses.some(({ status }) => /^(400|422|4XX)$/i.test(status));
}

export const schemaViolationAccepted = defineRule({
  id: 'schema-violation-accepted',
  title: 'Requests not validated against the schema',
  aliases: ['input validation', 'improper input validation', 'schema validation'],
  severity: 'info',
  cwe: [20, 1287],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:L/UI:N/VC:N/VI:L/VA:N/SC:N/SI:N/SA:N',
  severityReason: 'This is a symptom: an invalid value that is ignored does no harm.',
  description:
    'Attackers can send values that the service was not designed for. A value outside the documented type, range or list is accepted like a valid one; this is a symptom, not yet a vulnerability.',
  remediation:
    'Validate requests against the OpenAPI document at the gateway or in the framework, and return 400 or 422.',
  needs: ['spec'],
  places: parameters,
  leaveOut: (slot, { surface }) =>
    violationOf(slot, surface) && promisesRefusal(slot)
      ? undefined
      : 'no query parameter with a documented limit and a documented 400 or 422',
  async judge(slot, { surface, http }) {
    const violation = violationOf(slot, surface);
    if (!violation) return 'clean';
    const { value, says, isFlag } = violation;
    const valid = await http.once(slot.plain);
    if (!servesContent(valid, surface)) return untested('the valid value returns no content');
    const wrong = await http.once(slot.with(value));
    if (!servesContent(wrong, surface) || !sameAnswer(valid, wrong)) return 'clean';
    return {
      confidence: 'tentative',
      ...(isFlag ? { severityReason: 'Many parsers of flags accept any word as true or false.' } : {}),
      evidenceSummary: `${slot.name} is documented as ${says}; another value got the same response as a valid one.`,
      proof: [{ exchange: wrong, note: `${slot.name}=${value} returns ${wrong.response.status}` }],
      control: { exchange: valid, note: 'the response to a valid value' },
    };
  },
});
