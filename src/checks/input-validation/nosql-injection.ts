import { percentEncoded } from '../../http/foreign-text.ts';
import { operatorConditions, scriptConditions } from '../../material/injections.ts';
import type { BodyUse } from '../../places/body-slots.ts';
import { inputsAndLogin } from '../../places/inputs.ts';
import type { ParameterSlot } from '../../places/parameters.ts';
import { defineRule } from '../rule.ts';
import type { AskedCondition } from './boolean-difference.ts';
import { askedIn, booleanDifference } from './boolean-difference.ts';
import { decidesNothing, findsSomething } from './proofs.ts';

export const nosqlInjection = defineRule({
  id: 'nosql-injection',
  title: 'NoSQL injection',
  aliases: ['MongoDB injection', 'operator injection', '$ne', '$where'],
  severity: 'critical',
  cwe: [943],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:L/SC:N/SI:N/SA:N',
  description:
    'A client can read documents of other users or bypass a check. It can send operators or scripts where the service expects a plain value.',
  remediation:
    'Accept only strings and numbers where a value is expected (schema validation, sanitizing of $ keys), and never build $where from input.',
  needs: ['active'],
  upsetting: true,
  places: inputsAndLogin,
  leaveOut: decidesNothing,
  async judge(slot, { surface, http }) {
    const hasRows = findsSomething(await http.once(slot.plain), surface);
    // Where the value finds nothing, its opposite finds the rest.
    const operators = operatorsIn(slot);
    const scripts = scriptConditions(slot.ordinary, hasRows).map((condition) => askedIn(slot, condition));
    for (const [condition, kind] of [
      ...operators.map((asked) => [asked, 'query operators'] as const),
      ...scripts.map((asked) => [asked, 'conditions in JavaScript'] as const),
    ]) {
      const found = await booleanDifference(http, slot, condition);
      if (!found) continue;
      return {
        confidence: 'confirmed',
        evidenceSummary: `${slot.name}: ${kind} change the response.`,
        proof: [{ exchange: found.yes, note: 'an operator or condition that is true' }],
        control: { exchange: found.no, note: 'its opposite: a different response' },
      };
    }
    return 'clean';
  },
});

/** JSON holds objects as they are; others write them into the name. */
function operatorsIn(slot: ParameterSlot): AskedCondition[] {
  if (slot.where !== 'query' && !slot.body) return [];
  return slot.body?.isJson ? operatorObjects(slot.ordinary, slot.body) : [operatorNames(slot)];
}

/** `{"name": v}` becomes `{"name": {"$ne": v}}`. A number is compared with numbers only. */
function operatorObjects(ordinary: string, { withAny, isNumber }: BodyUse): AskedCondition[] {
  const value = isNumber ? Number(ordinary) : ordinary;
  const asked = (operator: string, held: unknown) => ({
    value: ordinary,
    request: withAny({ [operator]: held }),
  });
  return [
    {
      yes: [asked('$eq', value), asked('$in', [value])],
      no: [asked('$ne', value), asked('$nin', [value])],
    },
  ];
}

/** `name=v` becomes `name[$ne]=v`, which parsers of query strings and forms turn into an object. */
function operatorNames(slot: ParameterSlot): AskedCondition {
  const { yes, no } = operatorConditions(slot.ordinary);
  const asked = ([suffix, value]: readonly [string, string]) => {
    const name = percentEncoded(slot.name);
    const marked = slot.withRaw('mb-value');
    const written = (text: string) =>
      text.replace(`${name}=mb-value`, `${name}${percentEncoded(suffix)}=${percentEncoded(value)}`);
    const request = slot.body
      ? { ...marked, body: written(String(marked.body)) }
      : { ...slot.plain, url: written(marked.url) };
    return { value, request };
  };
  return { yes: [asked(yes[0]), asked(yes[1])], no: [asked(no[0]), asked(no[1])] };
}
