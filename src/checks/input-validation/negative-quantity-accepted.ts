import { valueAt, withValueAt, writtenPath } from '../../openapi/json-pointer.ts';
import type { Node } from '../../openapi/node.ts';
import type { Operation } from '../../openapi/operation.ts';
import { type CountedMaker, countedMakers } from '../../places/counted-makers.ts';
import { showing } from '../disclosure.ts';
import { type MadeObject, makeObject, removeObject } from '../made-object.ts';
import { type Detection, defineRule, type ProbeContext, untested } from '../rule.ts';
import { fewerBelowAnothers } from './fewer-below-anothers.ts';
import { FEWER, holds, moneyIn } from './fewer-than-none.ts';
import { lessThanNothing } from './less-than-nothing.ts';

type Path = CountedMaker['counts'][number];

const SOLD = /order|cart|basket|bag|booking|reserv|checkout|purchase|sale|ticket|rental|line|item/i;

export const negativeQuantityAccepted = defineRule({
  id: 'negative-quantity-accepted',
  title: 'Negative quantity accepted in an order',
  aliases: ['business logic', 'business logic flaw', 'price manipulation', 'parameter tampering'],
  severity: 'high',
  cwe: [1284, 840],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:N/VI:H/VA:N/SC:N/SI:N/SA:N',
  description:
    'Any user can make an order cheaper, or make the shop owe money for it. A negative quantity or amount is counted like any other.',
  remediation:
    'Reject quantities that are not whole numbers above zero where the request is read, and totals below zero before anything is stored.',
  needs: ['active'],
  places: countedMakers,
  oneByOne: true,
  async judge({ operation, counts, amounts, isBelow }, context) {
    if (isBelow) return fewerBelowAnothers(operation, counts, context);
    const ofAmounts = amounts.length > 0 ? await lessThanNothing(operation, amounts, context) : 'clean';
    if (counts.length === 0 || (ofAmounts !== 'clean' && !('untested' in ofAmounts))) return ofAmounts;
    const plain = await makeObject(context, operation, {});
    if (!plain) return untested('no object could be made');
    // First, because it may be in the way of the next.
    await removeObject(context, plain);
    if (!plain.kept) return untested('the created object could not be read');
    for (const path of counts) {
      const found = await judgeCount(path, plain, operation, context);
      if (found) return found;
    }
    return 'clean';
  },
});

async function judgeCount(
  path: Path,
  plain: MadeObject,
  operation: Operation,
  context: ProbeContext,
): Promise<Detection | undefined> {
  const fewer = await makeObject(context, operation, (body) => withValueAt(body, path, FEWER) as Node);
  // Refused, as it should be.
  if (!fewer) return undefined;
  await removeObject(context, fewer);
  if (!fewer.kept || !plain.kept) return undefined;
  const name = String(path.at(-1));
  const record = fewer.kept.record;
  const [total] = moneyIn(record, []).filter(
    (at) => Number(valueAt(record, at)) < 0 && Number(valueAt(plain.kept?.record, at)) >= 0,
  );
  const isKept = holds(record, name);
  if (!total && !(isKept && SOLD.test(operation.path))) return undefined;
  const sent = `${writtenPath(path)}: ${FEWER}`;
  const usual = total && valueAt(plain.kept.record, total);
  return {
    operation,
    confidence: total ? 'confirmed' : 'likely',
    ...(total
      ? {}
      : {
          severity: 'medium' as const,
          severityReason: 'It is stored; its effect on a price is not visible.',
        }),
    evidenceSummary: total
      ? `${sent} was accepted, and ${writtenPath(total)} of the created object is ${valueAt(record, total)}, compared with ${usual} of an object with valid values.`
      : `${sent} was accepted and stored; the response contains no price.`,
    proof: [
      { exchange: showing(fewer.created, []), note: 'fewer than none are asked for' },
      { exchange: showing(fewer.kept.exchange, []), note: 'the object, read after the request' },
    ],
    control: { exchange: showing(plain.kept.exchange, []), note: 'an object created with valid values' },
    cause: operation.id,
  };
}
