import { accepts } from '../answers.ts';
import { refusedOperations } from '../protection.ts';
import { rubbishIdentities } from '../rubbish.ts';
import { defineRule } from '../rule.ts';

/** Services check credentials in one place or in a few. */
const OPERATIONS = 4;

export const rubbishCredentialAccepted = defineRule({
  id: 'rubbish-credential-accepted',
  title: 'Any made-up credential is accepted',
  severity: 'critical',
  cwe: [287, 303],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'The service only looks whether a credential is there, not whether it is right: any text in its place opens it.',
  fix: 'Compare the credential with those that were issued, and refuse the request when it is not among them.',
  async *probe(context) {
    const closed = await refusedOperations(context, OPERATIONS);
    if (closed.length === 0) return { untested: 'no operation refuses anonymous' };
    let isAnswered = false;
    for (const operation of closed) {
      for (const identity of rubbishIdentities(operation, context.surface)) {
        const exchange = await context.http.as(identity).attemptOnce(operation.request);
        if (exchange instanceof Error) continue;
        isAnswered = true;
        if (!accepts(exchange, context.surface)) continue;
        yield {
          operation: operation.operation,
          confidence: 'confirmed',
          saw: `A made-up ${identity.credentials[0]?.kind ?? 'credential'} was accepted with status ${exchange.response.status}.`,
          proof: [{ exchange, note: 'the credential is made up, and the operation answers' }],
          control: { exchange: operation.refusal, note: 'without a credential the operation refuses' },
        };
        break;
      }
    }
    return isAnswered
      ? undefined
      : { untested: 'the service hangs up on made-up credentials instead of refusing them' };
  },
});
