import { dependsOnObject, isAdministrative } from '../discovery/administration.ts';
import type { Surface } from '../discovery/surface.ts';
import { jsonContent } from '../openapi/json-content.ts';
import { isSafe, type Operation } from '../openapi/operation.ts';
import { propertiesOf } from '../openapi/properties-of.ts';
import { plainName } from '../values/plain-name.ts';
import { kindInPath } from '../values/resource-names.ts';

/** What a thing costs is set by who sells it, and by no buyer; other members may be everybody's to change. */
const PRICES =
  /price|tariff|discount|^(?:unit|base|net)?costs?$|^(?:service|shipping)?fees?$|^(?:vat|tax)rate$/;

/**
 * The administrative operation that sets the same prices, where things of this kind are made by administrators alone:
 * whoever changes them elsewhere does what only those should. Where users make such things too, they are theirs to price.
 */
export function keptByAdministrators(operation: Operation, surface: Surface): Operation | undefined {
  const prices = [...membersOf(operation, surface)].filter((name) => PRICES.test(name));
  const kind = kindOf(operation);
  if (prices.length === 0 || kind === '') return undefined;
  const others = surface.operations.filter((one) => !isSafe(one.method) && kindOf(one) === kind);
  const isTheirs = (one: Operation) => isAdministrative(one) && !dependsOnObject(one);
  const makers = others.filter(({ method, path }) => method === 'POST' && !path.includes('{'));
  if (makers.length === 0 || !makers.every(isTheirs)) return undefined;
  return others.find((one) => {
    const taken = membersOf(one, surface);
    return isTheirs(one) && one.path.includes('{') && prices.every((name) => taken.has(name));
  });
}

/** `product` of `/admin/products/{id}`, and of the field `product(id)`. */
function kindOf({ path }: Operation): string {
  return plainName(kindInPath(path.replace(/(?:\/\{[^{}]+\})?\/?$/, '')));
}

function membersOf({ bodies }: Operation, { spec }: Surface): ReadonlySet<string> {
  const json = jsonContent({ bodies });
  return new Set(Object.keys(propertiesOf(json?.schema, spec)).map(plainName));
}
