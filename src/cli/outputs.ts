import { randomUUID } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import type { Verdict } from '../compare/gate.ts';
import { ScanError } from '../errors.ts';
import type { ReportContext } from '../report/context.ts';
import type { Format } from '../report/index.ts';
import { reporterFor } from '../report/index.ts';
import { withoutCommands } from '../report/runner-commands.ts';
import type { ScanResult } from '../result.ts';
import { nearest } from './nearest.ts';
import { writtenTo } from './own-path.ts';

/** A report wanted: its format, and the file it goes to; standard output where none is named. */
export interface Output<Name extends string = Format> {
  readonly format: Name;
  readonly path?: string;
}

/**
 * Reads `format` and `format=file`; a summary is added where only files are wanted.
 * @throws ScanError invalid-option
 */
export function parseOutputs<Name extends string>(
  typed: readonly string[],
  formats: readonly (Name | 'summary')[],
): Output<Name | 'summary'>[] {
  const outputs = typed.map((value): Output<Name | 'summary'> => {
    const [named = '', ...rest] = value.split('=');
    const path = rest.join('=');
    const format = formats.find((one) => one === named);
    if (format === undefined) {
      throw new ScanError(
        'invalid-option',
        `"${named}" is no format${meant(value, formats)} there are ${formats.join(', ')}.`,
      );
    }
    return path === '' ? { format } : { format, path };
  });
  if (outputs.filter(({ path }) => path === undefined).length > 1) {
    throw new ScanError(
      'invalid-option',
      'Only one format can go to standard output: give the others a file.',
    );
  }
  // Files alone would leave a person at a terminal with nothing to read.
  return outputs.some(({ path }) => path === undefined) ? outputs : [{ format: 'summary' }, ...outputs];
}

/** `report.html` is a file of a format, `htlm` a slip; anything else is left at the list. */
function meant(value: string, formats: readonly string[]): string {
  const ending = formats.find((one) => value.endsWith(`.${one}`) && !value.includes('='));
  const close = nearest(value.split('=')[0] ?? '', formats);
  const guess = ending ? `${ending}=${value}` : close;
  return guess === undefined ? ';' : `: did you mean ${guess}?`;
}

/** Columns of a report in a file. */
const FILE_WIDTH = 100;

/** Writes every report; files whole or not at all. */
export async function writeOutputs(
  outputs: readonly Output[],
  result: ScanResult,
  context: ReportContext & { readonly verdict: Verdict },
): Promise<void> {
  for (const { format, path } of outputs) {
    const report = await reporterFor(format);
    if (path === undefined) {
      await print(report(result, context));
      continue;
    }
    writeWhole(path, report(result, { ...context, colour: false, width: FILE_WIDTH }));
  }
}

/**
 * Writes a file whole or not at all.
 * @throws ScanError unreadable-file
 */
export function writeWhole(path: string, text: string): void {
  // Nobody can have put a link where nobody knew the name.
  const part = `${path}.${randomUUID()}.part`;
  try {
    writtenTo(path, () => {
      writeFileSync(part, text, { flag: 'wx' });
      renameSync(part, path);
    });
  } finally {
    rmSync(part, { force: true });
  }
}

/** Prints words for people: no line of them is a command to a CI runner. */
export function printWords(text: string): Promise<void> {
  return print(withoutCommands(text, 'words'));
}

/** Waits until the text is out: a pipe that is read slowly must not lose the end of it. */
export function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (error?: Error | null) => {
      process.stdout.off('error', done);
      // `| head` closes early; that is no failure of the scan.
      if (error && (error as NodeJS.ErrnoException).code !== 'EPIPE') reject(error);
      else resolve();
    };
    // A closed pipe is told twice, to the callback and as an event that nobody may leave unheard.
    process.stdout.on('error', done);
    process.stdout.write(text, (error) => {
      if (!error) done();
    });
  });
}
