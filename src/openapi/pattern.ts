/** What can be said about a pattern without ever running it as a regular expression. */
export interface Pattern {
  /** True or false, or undefined where the pattern or the effort needed is beyond the bounds. */
  matches(text: string): boolean | undefined;
  /** A text that matches, of a length within the bounds where one was found; later variants differ. */
  sample(minLength: number, maxLength: number, variant: number): string | undefined;
}

/** A pattern from an untrusted document; undefined where it uses what is not understood. */
export function readPattern(_source: string): Pattern | undefined {
  return undefined;
}
