import { json } from '../../http/exchange.ts';
import { valueAt, withValueAt, writtenPath } from '../../openapi/json-pointer.ts';
import type { Node } from '../../openapi/node.ts';
import type { Operation } from '../../openapi/operation.ts';
import type { CountedMaker } from '../../places/counted-makers.ts';
import { showing } from '../disclosure.ts';
import { hostsBeside, madeBelowAnothers } from '../made-below-anothers.ts';
import { removeObject } from '../made-object.ts';
import { balanceAt, balancesOf, whileAlone } from '../own-balances.ts';
import { type Detection, type ProbeContext, untested, type Verdict } from '../rule.ts';
import { FEWER, holds, moneyIn } from './fewer-than-none.ts';

/**
 * A user of the scan's own asks for fewer than none of what another user of the scan offers. One that is made as documented
 * may cost more than a new user has: it is asked for only where fewer than none are refused, to see what was refused.
 */
export function fewerBelowAnothers(
  operation: Operation,
  counts: CountedMaker['counts'],
  context: ProbeContext,
): Promise<Verdict> {
  return whileAlone(context, async () => {
    const buyer = context.surface.identities.find(({ account }) => account);
    if (!buyer) return untested('the scan could not register a test user');
    const asBuyer = { ...context, http: context.http.as(buyer) };
    for (const path of counts) {
      const found = await fewer(operation, path, asBuyer);
      if (found) return found;
    }
    const plain = await madeBelowAnothers(asBuyer, operation, hostsBeside([buyer.name], context));
    if (!plain) return untested('no object could be created below an object of another user');
    await removeObject(asBuyer, plain);
    return 'clean';
  });
}

async function fewer(
  operation: Operation,
  path: CountedMaker['counts'][number],
  context: ProbeContext,
): Promise<Detection | undefined> {
  const { http } = context;
  const [place] = await balancesOf(http, operation, context);
  const before = place && (await balanceAt(place, http));
  const hosts = hostsBeside([http.identity.name], context);
  const below = (body: Node) => withValueAt(body, path, FEWER) as Node;
  const made = await madeBelowAnothers(context, operation, hosts, below);
  if (!made) return undefined;
  const after = place && (await balanceAt(place, http));
  await removeObject(context, made);
  const sent = `${writtenPath(path)}: ${FEWER}`;
  const facts = { operation, cause: operation.id } as const;
  const created = { exchange: showing(made.created, []), note: 'fewer than none are asked for' };
  if (before && after && after.value > before.value)
    return {
      ...facts,
      confidence: 'confirmed',
      evidenceSummary: `${sent} was accepted below an object of another user, and the balance of the test user ${http.identity.name} was ${after.value} afterwards, ${before.value} before.`,
      proof: [created, { exchange: showing(after.exchange, []), note: 'there is more than before' }],
      control: { exchange: showing(before.exchange, []), note: 'what there was before' },
    };
  const shown = made.kept?.exchange ?? made.created;
  const record = made.kept?.record ?? json(made.created.response);
  const [total] = moneyIn(record, []).filter((at) => Number(valueAt(record, at)) < 0);
  if (!total || !holds(record, String(path.at(-1)))) return undefined;
  return {
    ...facts,
    confidence: 'likely',
    evidenceSummary: `${sent} was accepted below an object of another user, and ${writtenPath(total)} of the created object is ${valueAt(record, total)}.`,
    proof: [created, { exchange: showing(shown, []), note: 'it costs less than nothing' }],
  };
}
