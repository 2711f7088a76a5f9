import { looksLikeRefusal, servesContent } from '../../answers/answers.ts';
import type { RequestSpec } from '../../http/client.ts';
import type { Identity } from '../../identities/identity.ts';
import type { Operation } from '../../openapi/operation.ts';
import { requestFor } from '../../openapi/samples.ts';
import { ordinaryOf, readOperations } from '../../places/operations.ts';
import { plainName } from '../../values/plain-name.ts';
import { poolOf } from '../../values/pool.ts';
import { showing } from '../disclosure.ts';
import type { OwnMarks } from '../own-marks.ts';
import { seesEverything } from '../roles.ts';
import { defineRule, type ProbeContext, untested } from '../rule.ts';
import { markedUsers } from '../two-users.ts';
import { factsAbout } from './facts-about.ts';

/** How people are looked up: by what somebody who knows them has at hand. */
const LOOKED_UP_BY =
  /^(?:e?mail(?:address)?|iban|phone(?:number)?|mobile|handle|username|login|accountnumber)$/;
const NOBODY: Readonly<Record<string, string>> = {
  iban: 'DE02120300000000202051',
  phone: '+491700000000',
  email: 'mb-nobody-7f3a91@example.com',
};

export const othersPersonalData = defineRule({
  id: 'others-personal-data',
  title: 'Personal data of other users readable',
  aliases: ['excessive data exposure', 'PII', 'BOPLA', 'GDPR'],
  severity: 'medium',
  cwe: [359, 213],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Every user can collect the addresses, dates of birth, phone numbers or balances of all users. A response that should only name another user contains them.',
  remediation: 'Return only the properties that the client shows, such as a name or a masked one.',
  needs: ['two-identities'],
  places: readOperations,
  leaveOut: ({ operation }) =>
    /\}\/?$/.test(operation.path) ? 'reading one object is tested by its owner' : undefined,
  async judge({ operation, request }, context) {
    const { surface, http, anonymous } = context;
    const users = await markedUsers(context);
    let looked = 0;
    for (const [viewer, other] of [users, [...users].reverse()]) {
      if (!viewer || !other || seesEverything(viewer.identity)) continue;
      // Whose object may be read by whom is the matter of other rules.
      const plain = isOf(other.identity, viewer.identity, operation, context)
        ? []
        : [{ sent: request, by: undefined }];
      for (const { sent, by } of [...plain, ...lookups(operation, other, context)]) {
        const exchange = await http.as(viewer.identity).once(sent);
        if (!servesContent(exchange, surface)) continue;
        looked += 1;
        const found = factsAbout(exchange, other.marks, { viewer: viewer.marks, operation, by: by?.value });
        // What anyone may read is judged by other rules.
        if (!found || !looksLikeRefusal(await anonymous.once(sent))) continue;
        const control = by && (await http.as(viewer.identity).once(by.nobody));
        if (control && factsAbout(control, other.marks, { viewer: viewer.marks, operation, by: undefined }))
          continue;
        return {
          confidence: 'likely',
          evidenceSummary: `${viewer.identity.name} got ${found.names.join(', ')} of ${other.identity.name}${by ? `, looked up by ${by.name}` : ''}.`,
          proof: [
            { exchange: showing(exchange, found.values), note: `requested as ${viewer.identity.name}` },
          ],
          control: control
            ? { exchange: control, note: `an unknown ID returns no such person` }
            : { fact: `the response names ${other.identity.name} as that user’s own record does` },
        };
      }
    }
    return looked > 0 ? 'clean' : untested('the operation returned content to neither of the two users');
  },
});

/** True where the ordinary request names an object that only the other user was shown. */
function isOf(
  other: Pick<Identity, 'name'>,
  viewer: Pick<Identity, 'name'>,
  operation: Operation,
  { surface, record }: ProbeContext,
): boolean {
  const { values = {} } = ordinaryOf(surface, operation);
  const inPath = operation.parameters.flatMap(({ name, in: where }) =>
    where === 'path' ? (values[name] ?? []) : [],
  );
  const isShown = (to: Pick<Identity, 'name'>, value: string) =>
    record.shown(to).some((one) => one.value === value);
  return inPath.some((value) => isShown(other, value) && !isShown(viewer, value));
}

interface Lookup {
  readonly sent: RequestSpec;
  readonly by: { readonly name: string; readonly value: string; readonly nobody: RequestSpec };
}

/** The operation, asked for the other user by what names him. */
function lookups(
  operation: Operation,
  other: { readonly identity: { readonly name: string }; readonly marks: OwnMarks },
  { surface, record }: ProbeContext,
): Lookup[] {
  const pool = poolOf(record.shown(other.identity));
  return operation.parameters.flatMap((parameter): Lookup[] => {
    const { name, in: where } = parameter;
    const plain = plainName(name);
    if (where !== 'query' || !LOOKED_UP_BY.test(plain)) return [];
    const [shown] = pool.candidates(operation, { name, in: 'query' });
    const value = [...other.marks.names].find((mark) => kindOf(mark) === kindOf(plain)) ?? shown;
    if (value === undefined) return [];
    const ordinary = ordinaryOf(surface, operation);
    const ask = (given: string) =>
      requestFor(operation, surface.spec, {
        ...ordinary,
        overrides: { ...ordinary.overrides, query: { ...ordinary.overrides?.query, [name]: given } },
      });
    return [
      { sent: ask(value), by: { name, value, nobody: ask(NOBODY[kindOf(plain)] ?? 'mb-nobody-7f3a91') } },
    ];
  });
}

/** Of a parameter by its name, of a value by its form. */
function kindOf(text: string): string {
  if (/^e?mail/.test(text) || text.includes('@')) return 'email';
  if (/^(?:phone|mobile)|^\+?[\d ()/-]{7,}$/.test(text)) return 'phone';
  return text === 'iban' || text === 'accountnumber' ? 'iban' : 'name';
}
