import { accepts } from '../../answers/answers.ts';
import { TransportFailure } from '../../http/transport-failure.ts';
import { jsonContent } from '../../openapi/json-content.ts';
import { isNode, type Node } from '../../openapi/node.ts';
import { sampleFor } from '../../openapi/sample-value.ts';
import { requestFor } from '../../openapi/samples.ts';
import { type OneTimeCode, oneTimeCodes } from '../../places/one-time-codes.ts';
import { showing } from '../disclosure.ts';
import { balanceAt, balancesOf, whileAlone } from '../own-balances.ts';
import { defineRule, type ProbeContext, untested, type Verdict } from '../rule.ts';

export const oneTimeCodeReused = defineRule({
  id: 'one-time-code-reused',
  title: 'Voucher code can be reused by the same user',
  aliases: ['coupon reuse', 'business logic', 'replay', 'business logic flaw'],
  severity: 'medium',
  cwe: [837, 840],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:N/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'One voucher can be redeemed without limit. The same code is accepted from the same user again and adds its value again.',
  remediation:
    'Store who used a code in the same transaction that grants its value, under a unique constraint of code and user, and reject it the second time.',
  needs: ['active'],
  inapplicable: ({ identities }) =>
    identities.some(({ account }) => account) ? undefined : 'the scan could not register a test user',
  places: oneTimeCodes,
  oneByOne: true,
  judge: (place, context) => whileAlone(context, () => judgeCode(place, context)),
});

async function judgeCode({ operation, name, codes }: OneTimeCode, context: ProbeContext): Promise<Verdict> {
  const { surface, http, journal } = context;
  const own = surface.identities.find(({ account }) => account);
  if (!own) return untested('the scan could not register a test user');
  if (codes.length === 0) return untested('neither the API document nor a response contains a code');
  const user = http.as(own);
  const [place] = await balancesOf(user, operation, context);
  if (!place) return untested('no balance that it would increase can be read');
  const content = jsonContent(operation);
  const made = sampleFor(surface.spec, content?.schema, { example: content?.example }).value;
  const usual: Node = isNode(made) ? made : {};
  const use = async (code: string) => {
    const request = requestFor(operation, surface.spec, {
      overrides: { body: { ...usual, [name]: code } },
    });
    const facts = { kind: 'change', what: 'a voucher used by a test user' } as const;
    const { answer } = await journal.write(user, facts, request);
    if (answer instanceof TransportFailure) throw answer;
    return answer;
  };
  for (const code of codes) {
    const before = await balanceAt(place, user);
    const first = await use(code);
    if (!before || !accepts(first, surface)) continue;
    const between = await balanceAt(place, user);
    const added = between ? between.value - before.value : 0;
    if (!between || added === 0) return untested('it was accepted and increased no readable balance');
    const second = await use(code);
    if (!accepts(second, surface)) return 'clean';
    const after = await balanceAt(place, user);
    if (!after || after.value - between.value !== added) return 'clean';
    return {
      operation,
      confidence: 'confirmed',
      evidenceSummary: `The same code was accepted twice from the test user ${own.name}, and credited twice: ${before.value}, then ${between.value}, then ${after.value}.`,
      proof: [
        { exchange: showing(second, []), note: 'the same code a second time' },
        { exchange: showing(after.exchange, []), note: 'it was added once more' },
      ],
      control: { exchange: showing(between.exchange, []), note: 'the balance after the first time' },
    };
  }
  return untested('no code that is known is taken');
}
