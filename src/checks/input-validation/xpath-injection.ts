import { xpathConditions } from '../../material/injections.ts';
import { servesContent } from '../answers.ts';
import { parameterSlots } from '../parameter-slots.ts';
import { defineRule } from '../rule.ts';
import { askedIn, booleanDifference } from './boolean-difference.ts';

export const xpathInjection = defineRule({
  id: 'xpath-injection',
  title: 'A parameter is run as XPath',
  severity: 'high',
  cwe: [643],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'What the client sends becomes part of an XPath expression, so that a client can read the whole XML document behind it.',
  fix: 'Bind values as XPath variables, or compare them in code after a fixed expression.',
  needs: ['active'],
  async *probe({ surface, http }) {
    const slots = parameterSlots(surface);
    if (slots.length === 0) return { untested: 'no GET operation with a parameter' };
    for (const slot of slots) {
      const hasRows = servesContent(await http.once(slot.plain), surface);
      for (const condition of xpathConditions(slot.ordinary, hasRows)) {
        const found = await booleanDifference(http, slot, askedIn(slot, condition));
        if (!found) continue;
        yield {
          operation: slot.operation,
          confidence: 'confirmed',
          saw: `${slot.name}: XPath conditions written into ${condition.context} decide what is answered.`,
          proof: [{ exchange: found.yes, note: 'the answer to a condition that holds' }],
          control: { exchange: found.no, note: 'the same, but false: answered otherwise' },
        };
        break;
      }
    }
    return;
  },
});
