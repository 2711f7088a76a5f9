import { TransportFailure } from '../../http/transport-failure.ts';
import { isNode, type Node } from '../../openapi/node.ts';
import { requestOf } from '../../places/operations.ts';
import { plainName } from '../../values/plain-name.ts';
import { kindInPath, stemOf } from '../../values/resource-names.ts';
import type { MadeObject } from '../made-object.ts';
import { type Fields, recordsIn } from '../objects.ts';
import type { Path } from './added-members.ts';
import { isPrice } from './service-set.ts';
import type { Tried } from './tried-members.ts';

const DEEPEST = 4;
/** Prices that nothing has, and no total that is tried beside them; the second where the usual body has the first. */
const CHEAP = [2, 3] as const;
/** What is bought there: an offer or a bid says its own price. */
const BUYS = /order|cart|basket|bag|booking|reserv|checkout|purchase|rental/i;
const NAMES_ONE = /(?:id|sku|code|slug|no|number|isbn)$/;

/**
 * Prices that a body is documented to take beside the name of a product, where the catalogue has a price of its own for
 * that product: whoever orders does not say what it costs. Never sure, since a till takes what its cashier says.
 */
export async function clientPrices(body: Node, record: Node, made: MadeObject): Promise<Tried[]> {
  if (!BUYS.test(made.maker.path)) return [];
  const found: Tried[] = [];
  for (const { path, beside } of pricesIn(body, [])) {
    const name = String(path.at(-1));
    const inRecord = pathOf(record, name, []);
    const value = CHEAP.find((one) => one !== beside[name]);
    if (!inRecord || value === undefined) continue;
    const catalogued = await catalogueHas(beside, value, made);
    if (!catalogued) continue;
    const held = beside[name];
    found.push({
      name,
      value,
      held,
      gains: true,
      inBody: path,
      inRecord,
      isOfItem: path.includes(0),
      isSure: false,
    });
  }
  return found;
}

interface Priced {
  readonly path: Path;
  /** The members that it stands among. */
  readonly beside: Node;
}

function pricesIn(value: unknown, path: Path): Priced[] {
  if (path.length > DEEPEST) return [];
  // Items of a list are alike.
  if (Array.isArray(value)) return pricesIn(value[0], [...path, 0]);
  if (!isNode(value)) return [];
  return Object.entries(value).flatMap(([name, held]): Priced[] => {
    const at = [...path, name];
    if (typeof held === 'number') return isPrice(name) ? [{ path: at, beside: value }] : [];
    return pricesIn(held, at);
  });
}

/** Where a list of the service has the thing that is named beside, at a price of its own that is higher. */
async function catalogueHas(beside: Node, price: number, { surface, owner }: MadeObject): Promise<boolean> {
  for (const [name, named] of Object.entries(beside)) {
    if (!NAMES_ONE.test(plainName(name)) || (typeof named !== 'string' && typeof named !== 'number'))
      continue;
    const kind = stemOf(name);
    const lists = surface.operations.filter(
      ({ method, path }) => method === 'GET' && !path.includes('{') && isKind(path, kind),
    );
    for (const list of lists) {
      const answer = await owner.attemptOnce(requestOf(surface, list));
      if (answer instanceof TransportFailure) continue;
      const record = recordsIn(answer).find((one) => isCalled(one, named));
      if (record && Object.entries(record).some(([each, held]) => isPrice(each) && Number(held) > price))
        return true;
    }
  }
  return false;
}

/** A product is looked for among the products, a SKU wherever things are listed. */
function isKind(path: string, kind: string): boolean {
  return kind === '' || NAMES_ONE.test(kind) || plainName(kindInPath(path)) === kind;
}

function isCalled(record: Fields, named: string | number): boolean {
  return Object.entries(record).some(
    ([name, held]) => NAMES_ONE.test(plainName(name)) && String(held) === String(named),
  );
}

/** The first member of this name. */
function pathOf(value: unknown, name: string, path: Path): Path | undefined {
  if (path.length > DEEPEST) return undefined;
  if (Array.isArray(value)) return pathOf(value[0], name, [...path, 0]);
  if (!isNode(value)) return undefined;
  const [own] = Object.keys(value).filter((each) => plainName(each) === plainName(name));
  if (own !== undefined) return [...path, own];
  for (const [each, held] of Object.entries(value)) {
    const inner = pathOf(held, name, [...path, each]);
    if (inner) return inner;
  }
  return undefined;
}
