const DEFAULT_WIDTH = 80;
const WIDEST = 120;

export function terminalWidth(): number {
  return Math.min(process.stdout.columns ?? DEFAULT_WIDTH, WIDEST);
}

/** Colour for standard output: never into a pipe, nor where NO_COLOR or the flag says so (no-color.org). */
export function wantsColour(flags: { readonly color: boolean }): boolean {
  return flags.color && process.env.NO_COLOR === undefined && process.stdout.isTTY === true;
}
