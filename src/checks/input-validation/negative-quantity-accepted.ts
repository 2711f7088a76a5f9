import { valueAt, withValueAt, writtenPath } from '../../openapi/json-pointer.ts';
import { isNode, type Node } from '../../openapi/node.ts';
import { type CountedMaker, countedMakers } from '../../places/counted-makers.ts';
import { plainName } from '../../values/plain-name.ts';
import { showing } from '../disclosure.ts';
import { type MadeObject, makeObject, removeObject } from '../made-object.ts';
import { type Detection, defineRule, type ProbeContext, untested } from '../rule.ts';

type Path = CountedMaker['counts'][number];

/** No more than one, so that nothing large is moved by it. */
const FEWER = -1;
const MONEY = /total|sum|price|amount|cost|due|charge|fee|payable/;
const SOLD = /order|cart|basket|bag|booking|reserv|checkout|purchase|sale|ticket|rental|line|item/i;
const DEEPEST = 4;

export const negativeQuantityAccepted = defineRule({
  id: 'negative-quantity-accepted',
  title: 'An order of fewer than no items is taken',
  severity: 'high',
  cwe: [1284, 840],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:N/VI:H/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'A quantity below zero is counted like any other: it makes an order cheaper, or the shop owe money for it.',
  fix: 'Refuse quantities that are not whole numbers above zero where the request is read, and totals below zero before anything is kept.',
  needs: ['active'],
  places: countedMakers,
  oneByOne: true,
  async judge({ operation, counts }, context) {
    const plain = await makeObject(context, operation, {});
    if (!plain) return untested('no object could be made');
    // First, because it may be in the way of the next.
    await removeObject(context, plain);
    if (!plain.kept) return untested('the object that was made could not be read back');
    for (const path of counts) {
      const found = await judgeCount(path, plain, { operation, counts }, context);
      if (found) return found;
    }
    return 'clean';
  },
});

async function judgeCount(
  path: Path,
  plain: MadeObject,
  { operation }: CountedMaker,
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
          severityReason: 'It is kept; what it does to a price does not show.',
        }),
    saw: total
      ? `${sent} was taken, and ${writtenPath(total)} of the object, read back, is ${valueAt(record, total)}, where it is ${usual} of one that was made as documented.`
      : `${sent} was taken and kept; no price of it is shown.`,
    proof: [
      { exchange: showing(fewer.created, []), note: 'fewer than none are asked for' },
      { exchange: showing(fewer.kept.exchange, []), note: 'the object, read back' },
    ],
    control: { exchange: showing(plain.kept.exchange, []), note: 'one that was made as documented' },
    cause: operation.id,
  };
}

function moneyIn(value: unknown, path: Path): Path[] {
  if (path.length > DEEPEST) return [];
  if (Array.isArray(value)) return moneyIn(value[0], [...path, 0]);
  if (!isNode(value)) return [];
  return Object.entries(value).flatMap(([name, held]) => {
    const at = [...path, name];
    const isNumber =
      typeof held === 'number' || (typeof held === 'string' && /^-?\d{1,15}(?:\.\d{1,9})?$/.test(held));
    return isNumber ? (MONEY.test(plainName(name)) ? [at] : []) : moneyIn(held, at);
  });
}

/** The quantity as it was sent, by its name. */
function holds(value: unknown, name: string, depth = 0): boolean {
  if (depth > DEEPEST) return false;
  if (Array.isArray(value)) return holds(value[0], name, depth + 1);
  if (!isNode(value)) return false;
  return Object.entries(value).some(
    ([each, held]) =>
      (plainName(each) === plainName(name) && Number(held) === FEWER) || holds(held, name, depth + 1),
  );
}
