import { ldapConditions } from '../../material/injections.ts';

import { inputsAndLoginName } from '../../places/inputs.ts';
import { defineRule } from '../rule.ts';
import { anyOf, decides, decidesNothing } from './proofs.ts';

export const ldapInjection = defineRule({
  id: 'ldap-injection',
  title: 'LDAP injection',
  aliases: ['LDAP filter injection', 'directory injection'],
  severity: 'high',
  cwe: [90],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'A client can read other entries or bypass a check. Input from the client becomes part of an LDAP filter.',
  remediation: 'Escape values as RFC 4515 requires, with the function of the LDAP library.',
  needs: ['active'],
  places: inputsAndLoginName,
  leaveOut: decidesNothing,
  judge: anyOf(decides('LDAP', ldapConditions)),
});
