import { isSecured } from '../../openapi/secured.ts';
import { anonymousWrites } from '../../places/account-writes.ts';
import { defineRule, untested } from '../rule.ts';
import { accountWrittenBy } from './account-written.ts';
import { ownersAlone, proofOf, withOwnersObject } from './object-write.ts';

export const anonymousObjectWritten = defineRule({
  id: 'anonymous-object-written',
  title: 'BOLA: objects changed without authentication',
  aliases: ['IDOR', 'insecure direct object reference', 'missing authentication', 'unauthenticated write'],
  severity: 'high',
  cwe: [306, 862],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:H/VA:H/SC:N/SI:N/SA:N',
  description:
    'Anyone who knows the ID of an object can change or delete it without authentication. Data of all users can be tampered with or destroyed.',
  remediation:
    'Require the credential in every operation that writes, and change objects by ID and owner together.',
  needs: ['active', 'identity'],
  places: anonymousWrites,
  // Objects get the same identifiers in every scan.
  oneByOne: true,
  async judge(writer, context) {
    if (writer.to === 'named-account') return accountWrittenBy('nobody', writer.operation, context);
    const { http, anonymous } = context;
    return withOwnersObject(writer, context, http, async (object) => {
      const alone = await ownersAlone(object, anonymous);
      // What everybody may read may still be its owner's to change, where the document says so.
      const request = alone?.request ?? object.made.kept?.request;
      if (!request || !(alone || isSecured(writer.operation)))
        return untested('nothing shows that the object is not public');
      const exchange = await object.writtenBy(anonymous);
      if (!exchange) return untested('the object was not read before the write');
      const control = alone?.control ?? {
        fact: `the API document requires a credential for ${writer.operation.id}`,
      };
      return proofOf(object, { request, control }, exchange, context);
    });
  },
});
