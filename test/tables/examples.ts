import type { Alternative } from './alternatives.ts';
import { alternativesOf, anywhere } from './alternatives.ts';

/** Texts for one expression: each is there for one alternative, without which it would be judged otherwise. */
export interface Examples {
  /** Would not match without it. */
  readonly matched?: readonly string[];
  /** Would match without it: it stands in a look-around that denies. */
  readonly refused?: readonly string[];
  /** Would match without it, but elsewhere or less: what is matched is cut out, replaced or read. */
  readonly read?: readonly string[];
}

/** What each kind of example has to show of an alternative. */
export function tellsOf(pattern: RegExp): readonly [kind: keyof Examples, tells: Tells][] {
  const whole = anywhere(pattern);
  const matched = (regex: RegExp, text: string) => JSON.stringify(regex.exec(text));
  return [
    ['matched', (text, { denies, without }) => !denies && whole.test(text) && !without.test(text)],
    ['refused', (text, { denies, without }) => denies && !whole.test(text) && without.test(text)],
    ['read', (text, { without }) => matched(whole, text) !== matched(without, text)],
  ];
}
type Tells = (text: string, of: Alternative) => boolean;

/** Alternatives that no example needs, and examples that need none. */
export function untold(pattern: RegExp, examples: Examples): string[] {
  const alternatives = alternativesOf(pattern);
  const told = tellsOf(pattern).flatMap(([kind, tells]) =>
    (examples[kind] ?? []).map((text) => ({
      text,
      shows: alternatives.filter((alternative) => tells(text, alternative)),
    })),
  );
  return [
    ...alternatives
      .filter((one) => !told.some(({ shows }) => shows.includes(one)))
      .map(({ text }) => `no example needs: ${text}`),
    ...told
      .filter(({ shows }) => shows.length === 0)
      .map(({ text }) => `needs no alternative: ${JSON.stringify(text)}`),
  ];
}
