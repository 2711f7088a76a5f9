import type { HarvestedId } from '../discovery/surface.ts';
import { isIdentifier } from '../journal/own-body.ts';
import type { Operation } from '../openapi/operation.ts';
import { plainName } from '../values/plain-name.ts';
import { poolOf } from '../values/pool.ts';

/** Of one list: more are never tried. */
const MOST_VALUES = 12;
const PLAIN_ID =
  /^(?:id|uuid|guid|pk|ref|key|token|link|hash|path|file(?:name)?|name|page|lang(?:uage)?|version|date|year|month|day)$/i;

/**
 * Values by which entries of lists are addressed that anybody reads, by the plain name of the parameter: where there is
 * `/catalogue/{isbn}`, a body with a member `isbn` means one of these, unless it is the catalogue's own.
 */
export type NamedEntries = (maker: Pick<Operation, 'path'>, name: string) => readonly string[];

export function namedEntries(
  operations: readonly Operation[],
  shownToAll: readonly HarvestedId[],
): NamedEntries {
  const reads = new Map<string, { readonly operation: Operation; readonly name: string }>();
  for (const operation of operations) {
    const name = /\/\{([^{}]+)\}\/?$/.exec(operation.path)?.[1];
    if (operation.method !== 'GET' || name === undefined || PLAIN_ID.test(name) || isIdentifier(name))
      continue;
    if (!reads.has(plainName(name))) reads.set(plainName(name), { operation, name });
  }
  const known = new Map<string, readonly string[]>();
  return ({ path }, member) => {
    const read = reads.get(plainName(member));
    if (!read || collectionOf(read.operation.path) === path.replace(/\/$/, '')) return [];
    const values =
      known.get(plainName(member)) ??
      poolOf(shownToAll).candidates(read.operation, { name: read.name, in: 'path' }).slice(0, MOST_VALUES);
    known.set(plainName(member), values);
    return values;
  };
}

const collectionOf = (path: string) => path.replace(/\/\{[^{}]+\}\/?$/, '');
