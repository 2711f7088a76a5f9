import { oneLine } from '../report/layout.ts';
import { withoutCommands } from '../report/runner-commands.ts';

const DEFAULT_WIDTH = 80;
const WIDEST = 120;

export function terminalWidth(): number {
  return Math.min(process.stdout.columns ?? DEFAULT_WIDTH, WIDEST);
}

/** Says one thing on standard error, on one line, whoever's words are in it. */
export function tell(says: string): void {
  process.stderr.write(`middlebrick: ${withoutCommands(oneLine(says), 'words')}\n`);
}

/** Colour for standard output: never into a pipe, nor where NO_COLOR or the flag says so (no-color.org). */
export function wantsColour(flags: { readonly color: boolean }): boolean {
  return flags.color && process.env.NO_COLOR === undefined && process.stdout.isTTY === true;
}
