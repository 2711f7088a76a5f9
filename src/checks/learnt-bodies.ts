import { daysOf, windowOf } from '../making/other-days.ts';
import type { Window } from '../making/spread-dates.ts';
import type { Node } from '../openapi/node.ts';
import type { Operation } from '../openapi/operation.ts';

/** A body that a service took: an operation keeps its own through a scan. */
export interface LearntBody {
  readonly tag: string;
  readonly body: Node;
  /** Identifiers of a catalogue in it. */
  readonly given: readonly string[];
  /** True where what was made bore no tag. */
  readonly byId: boolean;
  /** Which of the references that could be named were taken. */
  readonly nth: number;
  readonly mayBeShared: boolean;
  /** On which days it may be, where a refusal said that. */
  readonly window: Window;
}

const bodies = new WeakMap<Operation, LearntBody>();

export function learntBody(operation: Operation): LearntBody | undefined {
  return bodies.get(operation);
}

/** `first` is the body as it was before its refusals were heard. */
export function keepBody(operation: Operation, first: Node, learnt: Omit<LearntBody, 'window'>): void {
  const known = bodies.get(operation);
  const isMoved = daysOf(first).join() !== daysOf(learnt.body).join();
  const window = isMoved ? windowOf(learnt.body) : (known?.window ?? {});
  bodies.set(operation, { ...learnt, window });
}

/** The same body for another thing. */
export function retagged({ body, tag }: LearntBody, fresh: string): Node {
  return JSON.parse(JSON.stringify(body).replaceAll(tag, fresh)) as Node;
}
