import { servesContent } from '../../answers/answers.ts';
import type { Surface } from '../../discovery/surface.ts';
import type { Exchange } from '../../http/exchange.ts';
import { mediaType, text } from '../../http/exchange.ts';
import type { Condition } from '../../material/injections.ts';
import { sqlPosition } from '../../material/sql-identifiers.ts';
import { asks } from '../../places/body-slots.ts';
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

/** Why nothing that is asked in this place can decide what is answered; undefined where it can. */
export function decidesNothing(slot: ParameterSlot): string | undefined {
  return asks(slot) ? undefined : 'no parameter, and no property of a query body';
}

/** Conditions of this language decide what is answered. */
export function decides(
  language: string,
  conditions: (value: string, served: boolean) => readonly Condition[],
): Technique {
  return async (slot, { http, surface }) => {
    // What is kept decides nothing yet.
    if (!asks(slot)) return undefined;
    const plain = await http.once(slot.plain);
    const served = findsSomething(plain, surface);
    // A page, or a document of XML, is as full when it has found nothing.
    const finds = served && /html|xml/.test(mediaType(plain.response)) ? [true, false] : [served];
    const all = finds.flatMap((hasRows) =>
      conditions(slot.ordinary, hasRows).map((condition) => ({ condition, hasRows })),
    );
    for (const { condition, hasRows } of all) {
      // What narrows the rows by something true leaves them as they are; what widens them finds more.
      const whenTrue = hasRows ? 'as the ordinary value' : 'otherwise';
      const found = await booleanDifference(http, slot, askedIn(slot, condition), whenTrue);
      if (!found) continue;
      return confirmed(
        `${slot.name}: ${language} conditions injected into ${condition.context} change the response.`,
        [found.yes, `the response to a condition that is true in ${language}`],
        [found.no, `the same condition, but false in ${language}: a different response`],
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
    // Wrong logins in a row close the account, or the address.
    if (slot.body?.effect === 'logs in') return undefined;
    for (const write of delays(slot.ordinary)) {
      const found = await delayProof(http, (seconds) => slot.with(write(seconds)));
      if (!found) continue;
      return confirmed(
        `${slot.name}: ${saw}, seven times in a row.`,
        [found.slow, 'delayed as the value requested'],
        [found.quick, 'the same value without a delay'],
      );
    }
    return undefined;
  };
}

/** False for an envelope around a list without rows as well: no further condition can leave out any of them. */
export function findsSomething(plain: Exchange, surface: Surface): boolean {
  const said = text(plain.response);
  return servesContent(plain, surface) && !(EMPTY_LIST.test(said) && !FILLED_LIST.test(said));
}

const EMPTY_LIST = /\[\s*\]/;
const FILLED_LIST = /\[\s*[^\]\s]/;

/** One quote brings the interpreter's own words, two do not; or a plain word does not, where no string stands around. */
export function complains(
  errors: readonly (readonly [who: string, words: RegExp])[],
  ofSyntax: readonly (readonly [who: string, words: RegExp])[] = [],
): Technique {
  return async (slot, { http }) => {
    const complaintOf = ({ response }: Exchange, of: typeof errors) => {
      const said = text(response).replaceAll('\\"', '"');
      return of.find(([, words]) => words.test(said));
    };
    // Names of columns stand in quotes of another kind than texts do.
    const quotes = sqlPosition(slot.name) === undefined ? ["'", '"'] : ["'", '"', '`'];
    for (const quote of quotes) {
      const one = await http.once(slot.with(slot.ordinary + quote));
      const hit = complaintOf(one, errors);
      if (!hit) continue;
      const two = await http.send(slot.with(slot.ordinary + quote + quote));
      const control = complaintOf(two, [hit])
        ? { exchange: await http.send(slot.with(WORD)), note: 'an unknown name: no syntax error' }
        : { exchange: two, note: 'two quotes, an escaped quote in SQL: no error' };
      const hits = control.exchange === two ? [hit] : ofSyntax;
      if (!complaintOf(one, hits) || complaintOf(control.exchange, hits)) continue;
      return confirmed(
        `${slot.name}: a single quote returned a ${hit[0]} syntax error.`,
        [one, `one quote: a ${hit[0]} syntax error`],
        [control.exchange, control.note],
      );
    }
    return undefined;
  };
}

/** No column is called so. */
const WORD = 'mb_7f3a91';
