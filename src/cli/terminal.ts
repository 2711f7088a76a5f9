import { oneLine } from '../report/layout.ts';
import { withoutCommands } from '../report/runner-commands.ts';

const DEFAULT_WIDTH = 80;
const WIDEST = 120;

type Environment = Readonly<Record<string, string | undefined>>;

export function terminalWidth(): number {
  return Math.min(process.stdout.columns ?? DEFAULT_WIDTH, WIDEST);
}

/** Says one thing on standard error, on one line, whoever's words are in it. */
export function tell(says: string): void {
  process.stderr.write(`middlebrick: ${withoutCommands(oneLine(says), 'words')}\n`);
}

/** Values of FORCE_COLOR that ask for colour, as Node reads them; any other forbids it. */
const FORCED: ReadonlySet<string> = new Set(['', '1', 'true', '2', '3']);

/**
 * Colour for standard output. The flag goes before FORCE_COLOR, that before NO_COLOR (no-color.org); else a terminal
 * that knows more than text has it, and a pipe does not.
 */
export function wantsColour(
  flags: { readonly color: boolean },
  env: Environment = process.env,
  isTerminal = process.stdout.isTTY === true,
): boolean {
  if (!flags.color) return false;
  if (env.FORCE_COLOR !== undefined) return FORCED.has(env.FORCE_COLOR);
  return !env.NO_COLOR && env.TERM !== 'dumb' && isTerminal;
}

/** True where a line can be drawn over again; a dumb terminal prints the codes for it. */
export function canRedraw(stream: { readonly isTTY?: boolean }, env: Environment = process.env): boolean {
  return stream.isTTY === true && env.TERM !== 'dumb';
}
