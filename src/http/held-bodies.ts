import type { HttpResponse } from './exchange.ts';
import { cutShort } from './one-buffer.ts';

/** One budget for the bodies of all answers that a scan may still hold: shared answers, evidence, what nobody saw yet. */
export interface HeldBodies {
  /** The same answer, counted: once later answers need the room, its body is cut. */
  hold(response: HttpResponse): HttpResponse;
  /** False once its body was cut for later ones. */
  isWhole(response: HttpResponse): boolean;
  /** How many answers were cut that had been whole. */
  readonly shortened: number;
}

/** With the text and the JSON of those being looked at, a scan stays below 200 MB. */
const MOST_BYTES = 12 * 1024 * 1024;
/** What is kept of a body: error texts and the first records of a list stand here. */
const KEPT_BYTES = [64 * 1024, 4 * 1024];

interface Held {
  readonly response: WeakRef<HttpResponse>;
  readonly bytes: number;
}

/** The oldest are cut first, to a part at first and to very little when even the parts are too much. */
export function createHeldBodies(mostBytes = MOST_BYTES): HeldBodies {
  const generations = KEPT_BYTES.map(() => ({ queue: [] as Held[], bytes: 0 }));
  const cut = new WeakSet<HttpResponse>();
  let shortened = 0;

  function keep(response: HttpResponse, generation: number) {
    const kept = KEPT_BYTES[generation];
    const one = generations[generation];
    // The last generation is as small as it gets: there is nothing to count.
    if (!one || kept === undefined || response.body.length <= kept) return;
    one.queue.push({ response: new WeakRef(response), bytes: response.body.length });
    one.bytes += response.body.length;
    while (one.bytes > mostBytes / 2 ** generation) {
      const oldest = one.queue.shift();
      if (!oldest) return;
      one.bytes -= oldest.bytes;
      const old = oldest.response.deref();
      if (old) shorten(old, kept, generation);
    }
  }

  function shorten(response: HttpResponse, kept: number, generation: number) {
    if (!response.truncated) shortened += 1;
    cut.add(response);
    // Nobody else writes to an answer.
    Object.assign(response, { body: cutShort(response.body, kept), truncated: true });
    keep(response, generation + 1);
  }

  return {
    hold(response) {
      keep(response, 0);
      return response;
    },
    isWhole: (response) => !cut.has(response),
    get shortened() {
      return shortened;
    },
  };
}
