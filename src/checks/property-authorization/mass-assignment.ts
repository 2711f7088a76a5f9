import { keptWrites } from '../../places/kept-writes.ts';
import { defineRule } from '../rule.ts';
import { addedOnChange } from './added-on-change.ts';
import { addedOnMaking } from './added-on-making.ts';

export const massAssignment = defineRule({
  id: 'mass-assignment',
  title: 'Mass assignment',
  aliases: [
    'mass assignment',
    'overposting',
    'autobinding',
    'BOPLA',
    'privilege escalation',
    'parameter tampering',
  ],
  severity: 'high',
  cwe: [915, 269],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
  description:
    'A client who knows the name of a property can gain permissions or money. A property that clients should not set, such as a role, a price or a status, was accepted and stored with an object.',
  remediation:
    'Copy only allowed properties from the request, including nested ones and those of list items, and reject requests with others.',
  needs: ['active'],
  places: keptWrites,
  // Objects get the same identifiers in every scan.
  oneByOne: true,
  judge: (write, context) =>
    write.operation === write.maker ? addedOnMaking(write, context) : addedOnChange(write, context),
});
