import { ldapConditions } from '../../material/injections.ts';

import { parameterSlots } from '../parameter-slots.ts';
import { defineRule } from '../rule.ts';
import { askedIn, booleanDifference } from './boolean-difference.ts';

export const ldapInjection = defineRule({
  id: 'ldap-injection',
  title: 'A parameter is run as an LDAP filter',
  severity: 'high',
  cwe: [90],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'What the client sends becomes part of a directory filter, so that a client can read other entries or pass a check for one.',
  fix: 'Escape values as RFC 4515 demands, with the function that the LDAP library has for it.',
  needs: ['active'],
  async *probe({ surface, http }) {
    const slots = parameterSlots(surface);
    if (slots.length === 0) return { untested: 'no GET operation with a parameter' };
    for (const slot of slots) {
      for (const condition of ldapConditions(slot.ordinary)) {
        const found = await booleanDifference(http, slot, askedIn(slot, condition));
        if (!found) continue;
        yield {
          operation: slot.operation,
          confidence: 'confirmed',
          saw: `${slot.name}: LDAP terms written into ${condition.context} decide what is answered.`,
          proof: [{ exchange: found.yes, note: 'the answer to a condition that holds' }],
          control: { exchange: found.no, note: 'the same, but false: answered otherwise' },
        };
        break;
      }
    }
    return;
  },
});
