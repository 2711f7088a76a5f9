import type { Surface } from '../discovery/surface.ts';
import { plainName } from '../values/plain-name.ts';
import { kindInPath, stemOf } from '../values/resource-names.ts';

/** True where a collection of the service has such things: `pupil` where there is `/pupils/{id}`. */
export function isThing({ operations }: Pick<Surface, 'operations'>, name: string): boolean {
  const kind = stemOf(name);
  return operations.some(({ path }) => {
    const collection = /^(.*)\/\{[^{}]+\}\/?$/.exec(path)?.[1];
    return collection !== undefined && plainName(kindInPath(collection)) === kind;
  });
}

/**
 * The name without what says only which one is meant: `Address_Id` of `toAddressId` and `billing_address_id`, where the
 * service has addresses. As it was where nothing of it is a thing.
 */
export function nameOfThing(surface: Pick<Surface, 'operations'>, name: string): string {
  if (isThing(surface, name)) return name;
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  const inner = words.slice(1).map((_word, at) => words.slice(at + 1).join('_'));
  return inner.find((one) => isThing(surface, one)) ?? name;
}
