import { isRisky } from '../discovery/risky-path.ts';
import type { Surface } from '../discovery/surface.ts';
import type { OperationPlace } from '../places/operations.ts';
import { requestOf } from '../places/operations.ts';

/** Enough to see how a service treats its operations; a flaw of the whole service shows on any of them. */
export const SAMPLE_SIZE = 8;

/** GET operations that can be asked without changing anything, spread evenly over the surface. */
export function reachable(surface: Surface, atMost = SAMPLE_SIZE): OperationPlace[] {
  const readable = surface.operations.filter(({ method, path }) => method === 'GET' && !isRisky(path));
  return spread(readable, atMost).map((operation) => ({ operation, request: requestOf(surface, operation) }));
}

/** `atMost` items, evenly spaced and always the same ones. */
export function spread<Item>(items: readonly Item[], atMost: number): Item[] {
  if (items.length <= atMost) return [...items];
  return Array.from(
    { length: atMost },
    (_none, at) => items[Math.floor((at * items.length) / atMost)],
  ).filter((item) => item !== undefined);
}
