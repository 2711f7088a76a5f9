import type { Cuts } from '../cuts.ts';
import type { Surface } from '../discovery/surface.ts';
import type { ExplorationRecord } from '../exploration/record.ts';
import type { Breath } from '../http/breath.ts';
import type { HttpClient } from '../http/client.ts';
import type { Journal } from '../journal/journal.ts';
import type { Operation } from '../openapi/operation.ts';

/** What places are found from: the surface, what its operations answered, and the means to ask for more. */
export interface Known {
  readonly surface: Surface;
  readonly record: ExplorationRecord;
  /** Speaks as the first given identity, or as nobody where none was given. */
  readonly http: HttpClient;
  /** Always speaks as nobody. */
  readonly anonymous: HttpClient;
  /** Called between the steps of long work; all rules share it. */
  readonly breathe: Breath;
  /** Counts what is left out of one place, so that the result says it. */
  readonly cuts: Cuts;
  /** Writes leave through it alone. */
  readonly journal: Journal;
}

/** One kind of place that a rule judges: operations, parameters, objects, the service itself. */
export interface PlaceKind<Place> {
  /** As counts name it: `parameter`. */
  readonly one: string;
  readonly many: string;
  /** All of them, without a cap: how many are looked at is for the runner to decide and to count. */
  find(known: Known): readonly Place[] | Promise<readonly Place[]>;
  /** Stable from scan to scan. */
  key(place: Place): string;
  /** Absent where a place belongs to no one operation. */
  operationOf?(place: Place): Operation | undefined;
  /** Why no rule can judge this place in this scan, or undefined. It still counts as there. */
  unusable?(place: Place, known: Known): string | undefined;
  /** What a rule speaks through at this place, where its requests there are writes. */
  clientFor?(place: Place): HttpClient | undefined;
}

/** `1 parameter`, `20 parameters`. */
export function counted(count: number, { one, many }: Pick<PlaceKind<unknown>, 'one' | 'many'>): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Found once for each surface: rules ask for the same places again and again. */
export function perSurface<Found extends object>(
  find: (surface: Surface) => Found,
): (surface: Surface) => Found {
  const known = new WeakMap<Surface, Found>();
  return (surface) => {
    const found = known.get(surface) ?? find(surface);
    known.set(surface, found);
    return found;
  };
}
