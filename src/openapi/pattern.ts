import { compilePattern } from './pattern-match.ts';
import { samplePattern } from './pattern-sample.ts';
import { type Ast, parsePattern } from './pattern-syntax.ts';

/** What can be said about a pattern without ever running it as a regular expression. */
export interface Pattern {
  /** True or false, or undefined where the pattern or the effort needed is beyond the bounds. */
  matches(text: string): boolean | undefined;
  /** A text that matches, of a length within the bounds; undefined where none was found. Later variants differ. */
  sample(minLength: number, maxLength: number, variant: number): string | undefined;
}

/**
 * A pattern of an untrusted document; undefined where it uses what is not understood.
 * Both the pattern and the text come from the target, so that a backtracking engine could be made to run for ever.
 */
export function readPattern(source: string): Pattern | undefined {
  const ast = parsePattern(source);
  return ast && patternOf(ast);
}

function patternOf(ast: Ast): Pattern {
  let matches: ((text: string) => boolean | undefined) | undefined;
  const pattern: Pattern = {
    matches(text) {
      matches ??= compilePattern(ast);
      return matches(text);
    },
    sample: (minLength, maxLength, variant) =>
      samplePattern(ast, pattern.matches, minLength, maxLength, variant),
  };
  return pattern;
}
