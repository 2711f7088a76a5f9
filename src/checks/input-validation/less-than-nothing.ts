import { valueAt, withValueAt, writtenPath } from '../../openapi/json-pointer.ts';
import type { Node } from '../../openapi/node.ts';
import type { Operation } from '../../openapi/operation.ts';
import type { CountedMaker } from '../../places/counted-makers.ts';
import { isRemovedAgain } from '../../places/object-makers.ts';
import { plainName } from '../../values/plain-name.ts';
import { showing } from '../disclosure.ts';
import { makeObject, removeObject, sharedObject } from '../made-object.ts';
import { type ProbeContext, untested, type Verdict } from '../rule.ts';
import { moneyIn } from './fewer-than-none.ts';

type Path = CountedMaker['amounts'][number];

/** A part of a price is often a hundredth of what it is taken for: an insured value, a tax. */
const TIMES = 200;
const MOST = 10_000_000;
/** Each makes an object, which may stay. */
const MOST_AMOUNTS = 2;

/**
 * A user of the scan's own asks for something with an amount below zero: nothing of the price that comes of it is
 * anybody's but his.
 */
export async function lessThanNothing(
  operation: Operation,
  amounts: readonly Path[],
  context: ProbeContext,
): Promise<Verdict> {
  const buyer = context.surface.identities.find(({ account }) => account);
  if (!buyer) return untested('the scan could not register a test user');
  const asBuyer = { ...context, http: context.http.as(buyer) };
  const plain = await sharedObject(asBuyer, operation);
  if (!plain) return untested('no object could be made');
  if (!plain.kept) return untested('the created object could not be read');
  const { record } = plain.kept;
  const tried = context.cuts.first(
    amounts.map((path) => ({ path, at: operation.id })),
    MOST_AMOUNTS,
    'amounts in a request body that may be negative',
    `each test creates an object: ${MOST_AMOUNTS} of one request body are tried`,
  );
  for (const { path } of tried) {
    const name = plainName(String(path.at(-1)));
    const totals = moneyIn(record, []).filter(
      (at) => plainName(String(at.at(-1))) !== name && Number(valueAt(record, at)) > 0,
    );
    const highest = Math.max(0, ...totals.map((at) => Number(valueAt(record, at))));
    if (highest === 0) continue;
    const less = -Math.min(MOST, Math.ceil(highest * TIMES));
    const made = await makeObject(asBuyer, operation, (body) => withValueAt(body, path, less) as Node);
    // Refused, as it should be.
    if (!made) continue;
    if (isRemovedAgain(operation, context.surface)) await removeObject(asBuyer, made);
    const total = totals.find((at) => Number(valueAt(made.kept?.record, at)) < 0);
    if (!made.kept || !total) continue;
    return {
      operation,
      confidence: 'confirmed',
      evidenceSummary: `${writtenPath(path)}: ${less} was accepted, and ${writtenPath(total)} of the created object is ${valueAt(made.kept.record, total)}, compared with ${valueAt(record, total)} of an object with valid values.`,
      proof: [
        { exchange: showing(made.created, []), note: 'an amount below zero is named' },
        { exchange: showing(made.kept.exchange, []), note: 'the object, read after the request' },
      ],
      control: { exchange: showing(plain.kept.exchange, []), note: 'an object created with valid values' },
      cause: operation.id,
    };
  }
  return 'clean';
}
