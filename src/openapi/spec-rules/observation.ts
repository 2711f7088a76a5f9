import type { Severity } from '../../result.ts';
import type { Spec } from '../operation.ts';

/** What every observation of one rule has in common. */
export interface SpecRuleFacts {
  /** Kebab-case noun: the failing state. */
  readonly id: string;
  /** Of the document alone; what is seen on the wire may raise or lower it. */
  readonly severity: Severity;
  readonly title: string;
  /** Other names of the flaw, as people search for it. */
  readonly aliases: readonly string[];
  readonly description: string;
  readonly remediation: string;
  /** CWE numbers, most exact first. */
  readonly cwe: readonly [number, ...number[]];
}

/** One place in the document. */
export interface SpecPlace {
  /** JSON pointer; `Spec.lineOf` knows its line. */
  readonly pointer: string;
  /** `Operation.id`, where the place belongs to one. */
  readonly operationId?: string;
  /** One sentence with the names and figures of this place. */
  readonly evidenceSummary: string;
  readonly severity?: Severity;
  /** What stands there and may be a credential of the service itself, so that it can be tried. */
  readonly token?: string;
}

export type SpecObservation = SpecRuleFacts & SpecPlace;

/** Pure: reads a document, sends nothing. */
export interface SpecRule extends SpecRuleFacts {
  /** `undefined` is a step without a find: whoever reads on may pause there. */
  readonly observe: (spec: Spec) => Iterable<SpecPlace | undefined>;
}

/** Names the type at the definition, so that a mistake shows there and not in the list of rules. */
export function defineSpecRule(rule: SpecRule): SpecRule {
  return rule;
}
