import { servesContent } from '../../answers/answers.ts';
import { text } from '../../http/exchange.ts';
import type { Condition } from '../../material/injections.ts';
import type { ParameterSlot } from '../../places/parameters.ts';
import type { Detection, ProbeContext, Verdict } from '../rule.ts';
import { confirmed } from '../rule.ts';
import { askedIn, booleanDifference } from './boolean-difference.ts';
import { delayProof } from './delay-proof.ts';

/** One way of proving that a value is interpreted. */
export type Technique = (slot: ParameterSlot, context: ProbeContext) => Promise<Detection | undefined>;

/** The first technique that proves it; quick ones first. */
export function anyOf(...techniques: readonly Technique[]) {
  return async (slot: ParameterSlot, context: ProbeContext): Promise<Verdict> => {
    for (const technique of techniques) {
      const found = await technique(slot, context);
      if (found) return found;
    }
    return 'clean';
  };
}

/** Conditions of this language decide what is answered. */
export function decides(
  language: string,
  conditions: (value: string, served: boolean) => readonly Condition[],
): Technique {
  return async (slot, { http, surface }) => {
    const served = servesContent(await http.once(slot.plain), surface);
    for (const condition of conditions(slot.ordinary, served)) {
      const found = await booleanDifference(http, slot, askedIn(slot, condition));
      if (!found) continue;
      return confirmed(
        `${slot.name}: ${language} conditions written into ${condition.context} decide what is answered.`,
        [found.yes, `the answer to a condition that ${language} finds true`],
        [found.no, `the same, but false in ${language}: answered otherwise`],
      );
    }
    return undefined;
  };
}

/** The answer waits for as long as the value asks for. */
export function waits(
  saw: string,
  delays: (value: string) => readonly ((seconds: number) => string)[],
): Technique {
  return async (slot, { http }) => {
    for (const write of delays(slot.ordinary)) {
      const found = await delayProof(http, (seconds) => slot.with(write(seconds)));
      if (!found) continue;
      return confirmed(
        `${slot.name}: ${saw}, seven times in a row.`,
        [found.slow, 'a wait that the value asked for'],
        [found.quick, 'the same value asking for no wait'],
      );
    }
    return undefined;
  };
}

/** One quote brings the interpreter's own words, two do not. */
export function complains(errors: readonly (readonly [who: string, words: RegExp])[]): Technique {
  return async (slot, { http }) => {
    for (const quote of ["'", '"']) {
      const one = await http.send(slot.with(slot.ordinary + quote));
      const hit = errors.find(([, words]) => words.test(text(one.response)));
      if (!hit) continue;
      const two = await http.send(slot.with(slot.ordinary + quote + quote));
      if (hit[1].test(text(two.response))) continue;
      return confirmed(
        `${slot.name}: a single quote was answered with a syntax error of ${hit[0]}.`,
        [one, `one quote: a syntax error of ${hit[0]}`],
        [two, 'two quotes, which SQL reads as one inside a string: no error'],
      );
    }
    return undefined;
  };
}
