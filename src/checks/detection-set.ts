import type { Detection } from './rule.ts';

/** More places of one cause than this tell the reader nothing new and hold their answers in memory. */
const MAX_PLACES = 100;

/** What one rule saw: one detection per cause and place, however often it was seen there. */
export class DetectionSet {
  readonly #causes = new Map<string, Map<string, Detection>>();

  add(detection: Detection): void {
    const cause = detection.cause ?? '';
    const places = this.#causes.get(cause) ?? new Map<string, Detection>();
    this.#causes.set(cause, places);
    const place = placeOf(detection);
    const known = places.get(place);
    if (known ? weaker(known, detection) : places.size < MAX_PLACES) places.set(place, detection);
  }

  /** Ordered by cause and place, so that the order of answers leaves no trace. */
  list(): Detection[] {
    return [...this.#causes.keys()].sort().flatMap((cause) => {
      const places = this.#causes.get(cause) ?? new Map<string, Detection>();
      return [...places.keys()].sort().flatMap((place) => places.get(place) ?? []);
    });
  }
}

/** Operation where one is known, else method and URL without its query. */
export function placeOf(detection: Detection): string {
  const { request } = detection.proof[0].exchange;
  return (
    detection.operation?.id ?? `${request.method} ${(detection.url ?? request.url).replace(/[?#].*$/s, '')}`
  );
}

const RANK = { confirmed: 0, likely: 1, tentative: 2 };

function weaker(known: Detection, next: Detection): boolean {
  return RANK[next.confidence] < RANK[known.confidence];
}
