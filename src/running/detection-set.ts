import type { Detection } from '../checks/rule.ts';
import type { Exchange } from '../http/exchange.ts';
import { detached } from '../http/foreign-text.ts';
import { matchOperation } from '../openapi/cross-reference.ts';
import type { Operation } from '../openapi/operation.ts';
import type { Severity } from '../result.ts';
import { CONFIDENCES, SEVERITIES } from '../result.ts';
import { placeOf, placeOfOperation } from './place-name.ts';

/** Places of one cause that keep their exchanges: the first ones are shown, and the others only hold memory. */
const MOST_WITH_EXCHANGES = 40;
/** Places that are no operation, such as paths where nothing is: more of them tell nobody anything new. */
const MOST_STRANGERS = 40;

/** A detection that knows its operation, wherever one is known, and how severe it is. */
export type Placed = Detection & { readonly severity: Severity; readonly place: string };

/**
 * What one rule saw: one detection per cause and place, the worst of each, for every operation. Which of them keep their
 * exchanges depends on their names and not on the order in which answers came: the same target gives the same findings.
 */
export class DetectionSet {
  readonly #causes = new Map<string, Places>();
  readonly #usual: Severity;
  readonly #operations: readonly Operation[];

  constructor(usual: Severity, operations: readonly Operation[]) {
    this.#usual = usual;
    this.#operations = operations;
  }

  add(detection: Detection): void {
    const placed = this.#place(detection);
    const cause = detached(detection.cause ?? '');
    const places = this.#causes.get(cause) ?? { all: new Map(), whole: new Set(), strangers: new Set() };
    this.#causes.set(cause, places);
    const known = places.all.get(placed.place);
    if (known && compare(known, placed) <= 0) return;
    places.all.set(placed.place, placed);
    places.whole.add(placed.place);
    if (placed.operation) places.strangers.delete(placed.place);
    else places.strangers.add(placed.place);
    if (places.strangers.size > MOST_STRANGERS) forget(places);
    if (places.whole.size > MOST_WITH_EXCHANGES) lighten(places);
  }

  /** By cause; within one, most telling first. */
  list(): Placed[] {
    return [...this.#causes.keys()]
      .sort()
      .flatMap((cause) => [...(this.#causes.get(cause)?.all.values() ?? [])].sort(compare));
  }

  #place(detection: Detection): Placed {
    const { request } = detection.proof[0].exchange;
    const url = detection.url ?? request.url;
    const operation = detection.operation ?? this.#operationAt(request.method, url);
    return {
      ...detection,
      evidenceSummary: detached(detection.evidenceSummary),
      ...(operation ? { operation } : {}),
      severity: detection.severity ?? this.#usual,
      place: operation ? placeOfOperation(operation) : placeOf(request.method, url, this.#operations),
    };
  }

  /** Rules spell paths oddly on purpose: what is found under an odd spelling belongs to the path as documented. */
  #operationAt(method: string, url: string): Operation | undefined {
    return (
      matchOperation(this.#operations, method, url) ??
      matchOperation(this.#operations, method, plainSpelling(url))
    );
  }
}

/** Places of one cause. */
interface Places {
  readonly all: Map<string, Placed>;
  /** Those that keep their exchanges. */
  readonly whole: Set<string>;
  /** Those that are no operation. */
  readonly strangers: Set<string>;
}

function leastOf(places: ReadonlySet<string>, all: Places['all']): Placed | undefined {
  return [...places]
    .flatMap((place) => all.get(place) ?? [])
    .sort(compare)
    .at(-1);
}

function forget({ all, whole, strangers }: Places): void {
  const least = leastOf(strangers, all);
  if (!least) return;
  for (const places of [all, whole, strangers]) places.delete(least.place);
}

/** Takes the answers off the least telling of those that have theirs. */
function lighten({ all, whole }: Places): void {
  const least = leastOf(whole, all);
  if (!least) return;
  whole.delete(least.place);
  const [{ exchange, note }] = least.proof;
  const { control } = least;
  all.set(least.place, {
    ...least,
    proof: [{ exchange: withoutAnswer(exchange), note }],
    ...(control && 'exchange' in control
      ? { control: { ...control, exchange: withoutAnswer(control.exchange) } }
      : {}),
  });
}

function withoutAnswer({ wire: _wire, ...exchange }: Exchange): Exchange {
  return { ...exchange, response: { ...exchange.response, headers: [], body: new Uint8Array() } };
}

/** Worse, surer, documented, then by name and by what was asked. */
function compare(a: Placed, b: Placed): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    CONFIDENCES.indexOf(a.confidence) - CONFIDENCES.indexOf(b.confidence) ||
    Number(a.operation === undefined) - Number(b.operation === undefined) ||
    inOrder(a.place, b.place) ||
    inOrder(addressOf(a), addressOf(b))
  );
}

const inOrder = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** What was asked, so that of two answers at one place it is always the same that is told. */
function addressOf({ url, proof: [{ exchange }] }: Placed): string {
  return url ?? exchange.request.url;
}

/** Escapes decoded, dots and double slashes resolved, parameters and file endings taken off. */
function plainSpelling(url: string): string {
  const [, origin = '', path = ''] = /^(https?:\/\/[^/?#]+)([^?#]*)/.exec(url) ?? [];
  const decoded = path.replace(/%([0-9a-f]{2})/gi, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  const segments: string[] = [];
  for (const written of decoded.split(/[/\\]/)) {
    const segment = written.replace(/;.*$/s, '');
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  const last = segments.pop() ?? '';
  return `${origin}/${[...segments, last.replace(/(?<!\.json|\.html|[\s\u0000?])(\.(json|html)|[\s\u0000?])+$/, '')].join('/')}`;
}
