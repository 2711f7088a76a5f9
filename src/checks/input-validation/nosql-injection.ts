import { percentEncoded } from '../../http/foreign-text.ts';
import { operatorConditions, scriptConditions } from '../../material/injections.ts';
import type { ParameterSlot } from '../../places/parameters.ts';
import { inputs } from '../../places/inputs.ts';
import { defineRule } from '../rule.ts';
import type { AskedCondition } from './boolean-difference.ts';
import { askedIn, booleanDifference } from './boolean-difference.ts';
import { findsSomething } from './proofs.ts';

export const nosqlInjection = defineRule({
  id: 'nosql-injection',
  title: 'A parameter is run as a query operator',
  severity: 'critical',
  cwe: [943],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:L/SC:N/SI:N/SA:N',
  meaning:
    'The client can put operators or scripts where the service expects a plain value, so that it reads documents that were never meant for it.',
  fix: 'Accept only strings and numbers where a value is expected (schema validation, sanitising of $ keys), and never build $where from input.',
  needs: ['active'],
  places: inputs,
  async judge(slot, { surface, http }) {
    const hasRows = findsSomething(await http.once(slot.plain), surface);
    // Where the value finds nothing, its opposite finds the rest.
    const operators = slot.where === 'query' ? [operatorsIn(slot)] : [];
    const scripts = scriptConditions(slot.ordinary, hasRows).map((condition) => askedIn(slot, condition));
    for (const [condition, kind] of [
      ...operators.map((asked) => [asked, 'query operators'] as const),
      ...scripts.map((asked) => [asked, 'conditions in JavaScript'] as const),
    ]) {
      const found = await booleanDifference(http, slot, condition);
      if (!found) continue;
      return {
        confidence: 'confirmed',
        saw: `${slot.name}: ${kind} decide what is answered.`,
        proof: [{ exchange: found.yes, note: 'an operator or condition that holds' }],
        control: { exchange: found.no, note: 'its opposite: answered otherwise' },
      };
    }
    return 'clean';
  },
});

/** `name=v` becomes `name[$ne]=v`, which query-string parsers turn into an object. */
function operatorsIn(slot: ParameterSlot): AskedCondition {
  const { yes, no } = operatorConditions(slot.ordinary);
  const asked = ([suffix, value]: readonly [string, string]) => {
    const name = percentEncoded(slot.name);
    const { url } = slot.withRaw('mb-value');
    return {
      value,
      request: {
        ...slot.plain,
        url: url.replace(`${name}=mb-value`, `${name}${percentEncoded(suffix)}=${percentEncoded(value)}`),
      },
    };
  };
  return { yes: [asked(yes[0]), asked(yes[1])], no: [asked(no[0]), asked(no[1])] };
}
