import { isNode } from '../../openapi/node.ts';
import type { Operation, Spec } from '../../openapi/operation.ts';
import { propertiesOf } from '../../openapi/properties-of.ts';
import { WITHOUT_SPEC } from '../../openapi/sample-value.ts';
import { objectMakers } from '../../places/object-makers.ts';
import { showing } from '../disclosure.ts';
import type { MadeObject } from '../made-object.ts';
import { makeObject, removeObject } from '../made-object.ts';
import type { Detection } from '../rule.ts';
import { defineRule, untested } from '../rule.ts';

/** What a caller must not decide. Tried together, then alone, because strict services refuse what they do not know. */
const PRIVILEGES: Readonly<Record<string, unknown>> = {
  admin: true,
  is_admin: true,
  isAdmin: true,
  role: 'admin',
  verified: true,
  is_verified: true,
  balance: 73519,
  credits: 73519,
};
const ALONE = ['admin', 'role', 'is_admin', 'isAdmin'];

export const massAssignment = defineRule({
  id: 'mass-assignment',
  title: 'A caller can set fields that only the service should set',
  severity: 'high',
  cwe: [915, 269],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'A member that the request schema does not name, such as a role, was accepted and kept with the new object. Whoever guesses the name gives himself rights or money.',
  fix: 'Copy the members that a caller may set one by one from the request, and refuse requests with others.',
  needs: ['active'],
  places: objectMakers,
  // Objects get the same identifiers in every scan.
  oneByOne: true,
  async judge(operation, context) {
    const { spec } = context.surface;
    const further = undeclared(operation, spec);
    const tried = [
      further,
      ...ALONE.filter((name) => name in further).map((name) => ({ [name]: further[name] })),
    ];
    const made: MadeObject[] = [];
    try {
      const plain = await makeObject(context, operation, {});
      if (!plain) return untested('no object could be made');
      made.push(plain);
      if (!plain.kept) return untested('the object that was made could not be read back');
      for (const members of tried) {
        const richer = await makeObject(context, operation, members);
        // A service that refuses what it does not know is as it should be; it may know one of them, though.
        if (!richer) continue;
        made.push(richer);
        return compared(operation, members, richer, plain) ?? 'clean';
      }
      return 'clean';
    } finally {
      for (const object of made) await removeObject(context, object);
    }
  },
});

/** What the richer object kept and the plain one does not have. */
function compared(
  operation: Operation,
  members: Readonly<Record<string, unknown>>,
  { created, kept: own }: MadeObject,
  { kept: other }: MadeObject,
): Detection | undefined {
  if (!own || !other) return undefined;
  const accepted = Object.keys(members).filter(
    (name) => own.record[name] === members[name] && other.record[name] !== members[name],
  );
  if (accepted.length === 0) return undefined;
  return {
    operation,
    confidence: 'confirmed',
    saw: `${accepted.map((name) => `${name}: ${String(members[name])}`).join(', ')} was accepted and kept.`,
    proof: [
      { exchange: showing(created, []), note: 'the request names a member that no ordinary request has' },
      { exchange: showing(own.exchange, []), note: 'the object, read back, has it' },
    ],
    control: {
      exchange: showing(other.exchange, []),
      note: 'an object made without it, read back, has another value',
    },
  };
}

/** The privileges that the request schema does not offer by itself. */
function undeclared({ bodies }: Operation, spec: Spec | undefined): Record<string, unknown> {
  const { resolve } = spec ?? WITHOUT_SPEC;
  const properties = propertiesOf(bodies.find(({ mediaType }) => /json/.test(mediaType))?.schema, spec);
  return Object.fromEntries(
    Object.entries(PRIVILEGES).filter(([name]) => {
      const property = resolve(properties[name]);
      return property === undefined || (isNode(property) && property.readOnly === true);
    }),
  );
}
