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
  meaning:
    'A member that callers are not meant to send, such as a role, a price or a state, was accepted and kept with an object. Whoever guesses the name, or reads it in an answer, gives himself rights or money.',
  fix: 'Copy the members that a caller may set one by one from the request, also those within others and of items in lists, and refuse requests with others.',
  needs: ['active'],
  places: keptWrites,
  // Objects get the same identifiers in every scan.
  oneByOne: true,
  judge: (write, context) =>
    write.operation === write.maker ? addedOnMaking(write, context) : addedOnChange(write, context),
});
