import type { AST } from '@eslint-community/regexpp';
import { RegExpParser } from '@eslint-community/regexpp';

/** One part between bars, of the whole or of a group, at any depth. */
export interface Alternative {
  readonly text: string;
  /** Where it begins in the source of the expression. */
  readonly start: number;
  /** Stands in a look-around that denies: texts that hold it do not match. */
  readonly denies: boolean;
  /** The expression as it would be with this part left out. */
  readonly without: RegExp;
}

/**
 * Alternatives of a regular expression, at any depth, that no example needs: without one of these, every example that
 * matched would match still. A list that is written as a pattern is tested entry by entry this way.
 */
export function unshown(pattern: RegExp, examples: readonly string[]): string[] {
  const whole = anywhere(pattern);
  const stray = examples.filter((text) => !whole.test(text));
  if (stray.length > 0) return stray.map((text) => `no match: ${text}`);
  return alternativesOf(pattern)
    .filter(({ denies }) => !denies)
    .filter(({ without }) => !examples.some((example) => !without.test(example)))
    .map(({ text }) => `never needed: ${text}`);
}

/** Position plays no part here: what is sticky or global in the product is looked for anywhere. */
export function anywhere({ source, flags }: RegExp): RegExp {
  return new RegExp(source, flags.replace(/[gy]/g, ''));
}

export function alternativesOf(pattern: RegExp): Alternative[] {
  const { source, flags } = pattern;
  const found: Alternative[] = [];
  const inside = (parts: readonly AST.Alternative[], denies: boolean) => {
    for (const { raw, start, end, elements } of parts) {
      // With the bar beside it, so that no empty alternative stays behind.
      const [from, to] = source[end] === '|' ? [start, end + 1] : [start - 1, end];
      if (parts.length > 1) {
        const without = anywhere(new RegExp(source.slice(0, from) + source.slice(to), flags));
        found.push({ text: raw, start, denies, without });
      }
      for (const element of elements) within(element, denies);
    }
  };
  const within = (element: AST.Element, denies: boolean): void => {
    if (element.type === 'Quantifier') within(element.element, denies);
    else if (element.type === 'Assertion' && 'alternatives' in element)
      inside(element.alternatives, denies || element.negate);
    else if (element.type === 'Group' || element.type === 'CapturingGroup')
      inside(element.alternatives, denies);
  };
  const unicode = { unicode: flags.includes('u'), unicodeSets: flags.includes('v') };
  inside(new RegExpParser().parsePattern(source, 0, source.length, unicode).alternatives, false);
  return found;
}
