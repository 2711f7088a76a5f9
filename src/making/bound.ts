import type { Surface } from '../discovery/surface.ts';
import { percentEncoded } from '../http/foreign-text.ts';
import type { Operation } from '../openapi/operation.ts';

/** An operation below parents that are known, in a surface whose operations below them have these parents in their paths too. */
export interface Bound {
  readonly surface: Surface;
  readonly operation: Operation;
}

/**
 * Puts identifiers of parents, in the order of the path, into every path that begins like this one: what is found again,
 * read and removed below them is then addressed by one parameter, as anything else.
 */
export function boundTo(surface: Surface, operation: Operation, values: readonly string[]): Bound {
  const above = operation.path.split('/').slice(0, partsUntil(operation.path, values.length));
  const given = new Map(
    above.flatMap((part, at) => (isVariable(part) ? [at] : [])).map((at, nth) => [at, values[nth]]),
  );
  const bind = (one: Operation): Operation => {
    const own = one.path.split('/');
    const isBelow =
      one.server === operation.server &&
      own.length >= above.length &&
      above.every((part, at) => (isVariable(part) ? isVariable(own[at]) : part === own[at]));
    if (!isBelow) return one;
    const bound = new Set<string>();
    const path = own
      .map((part, at) => {
        const value = given.get(at);
        if (value === undefined || !isVariable(part)) return part;
        bound.add(nameIn(part));
        return percentEncoded(value);
      })
      .join('/');
    const parameters = one.parameters.filter(({ name, in: where }) => where !== 'path' || !bound.has(name));
    return { ...one, path, parameters };
  };
  const operations = surface.operations.map(bind);
  const at = surface.operations.indexOf(operation);
  return { surface: { ...surface, operations }, operation: operations[at] ?? bind(operation) };
}

/** The path until its last parameter: `/bookings/{bookingId}` of `/bookings/{bookingId}/guests`. */
export function addressAbove(path: string): string {
  const parts = path.split('/');
  return parts.slice(0, parts.findLastIndex(isVariable) + 1).join('/');
}

/** Parameters of a path, in its order. */
export function variablesIn(path: string): string[] {
  return path.split('/').filter(isVariable).map(nameIn);
}

/** Two paths whose parameters stand in the same places, whatever they are called. */
export function sameTemplate(one: string, other: string): boolean {
  const plain = (path: string) => path.replace(/\/$/, '').replace(/\{[^{}/]+\}/g, '{}');
  return plain(one) === plain(other);
}

/** How many parts of a path hold its first parameters. */
function partsUntil(path: string, count: number): number {
  const at = path.split('/').flatMap((part, index) => (isVariable(part) ? [index + 1] : []));
  return count === 0 ? 0 : (at[count - 1] ?? 0);
}

function isVariable(part: string | undefined): boolean {
  return part !== undefined && /^\{[^{}/]+\}$/.test(part);
}

function nameIn(part: string | undefined): string {
  return part?.slice(1, -1) ?? '';
}
