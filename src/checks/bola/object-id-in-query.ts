import { looksLikeRefusal, sameKind, servesContent } from '../../answers/answers.ts';
import type { Exchange } from '../../http/exchange.ts';
import { json } from '../../http/exchange.ts';
import { isNode } from '../../openapi/node.ts';
import type { Operation } from '../../openapi/operation.ts';
import { requestFor } from '../../openapi/samples.ts';
import { readOperations } from '../../places/operations.ts';
import { type Fields, ownerOf, recordIn, recordsIn } from '../objects.ts';
import { defineRule, untested } from '../rule.ts';
import { IDOR } from './idor.ts';

const OWNER_PARAMETER =
  /^(?:user|owner|account|customer|member|author|patient|employee|client|tenant)_?-?(?:id|uuid)$|^(?:uid|user|owner|account|customer)$/i;
const REACH = 3;
const NONE = 'no operation has a user ID in the query and returns the user’s own data without it';

export const objectIdInQuery = defineRule({
  id: 'object-id-in-query',
  title: 'BOLA/IDOR: user ID in the query trusted',
  aliases: [...IDOR, 'parameter tampering', 'authorization bypass through user-controlled key'],
  severity: 'high',
  cwe: [639, 863],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Any user can read the data of any other user. The service trusts the user ID in the query instead of the credential.',
  remediation:
    'Take the user from the credential. Where other users may be named, check that the current user may act for them.',
  needs: ['identity'],
  places: readOperations,
  leaveOut: ({ operation }) => (ownerParameter(operation) ? undefined : NONE),
  async judge({ operation }, { surface, http, anonymous }) {
    const parameter = ownerParameter(operation);
    if (!parameter) return 'clean';
    const ask = (value: string | undefined) =>
      requestFor(
        operation,
        surface.spec,
        value === undefined ? {} : { overrides: { query: { [parameter.name]: value } } },
      );
    const plain = await http.once(ask(undefined));
    const own = servesContent(plain, surface) ? ownersIn(plain) : [];
    const [self] = own;
    // Without the parameter the answer has to be the identity's own, or nothing can be said of others.
    if (self === undefined || own.some((owner) => owner !== self) || !/^\d{1,9}$/.test(self))
      return untested(NONE);
    if (!looksLikeRefusal(await anonymous.once(ask(self))))
      return untested('the data is returned without authentication');
    for (const other of others(Number(self))) {
      const exchange = await http.once(ask(other));
      if (!servesContent(exchange, surface) || !sameKind(exchange, plain)) continue;
      const owners = ownersIn(exchange);
      if (owners.length === 0 || owners.some((owner) => owner !== other)) continue;
      return {
        confidence: 'likely',
        evidenceSummary: `With ${parameter.name}=${other} the response contains the data of ${other}; the user is ${self}.`,
        proof: [{ exchange, note: `everything in this response belongs to ${other}` }],
        control: { exchange: plain, note: `without the parameter everything belongs to ${self}` },
      };
    }
    return 'clean';
  },
});

function ownerParameter({ parameters }: Operation) {
  return parameters.find(({ in: place, name }) => place === 'query' && OWNER_PARAMETER.test(name));
}

/** Who the records of an answer belong to; an envelope that names its owner counts. */
function ownersIn(exchange: Exchange): string[] {
  const whole = json(exchange.response);
  const records: Fields[] = recordsIn(exchange);
  const single = recordIn(exchange);
  const all = records.length > 0 ? records : single ? [single] : isNode(whole) ? [whole] : [];
  return all.flatMap((record) => ownerOf(record)?.value ?? []);
}

function others(self: number): string[] {
  return Array.from({ length: REACH }, (_none, at) => [self + at + 1, self - at - 1])
    .flat()
    .filter((id) => id >= 0)
    .map(String);
}
