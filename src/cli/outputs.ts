import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Verdict } from '../compare/gate.ts';
import { ScanError } from '../errors.ts';
import type { Format } from '../report/index.ts';
import { FORMATS, reporterFor } from '../report/index.ts';
import type { ScanResult } from '../result.ts';

/** A report wanted: its format, and the file it goes to; standard output where none is named. */
export interface Output {
  readonly format: Format;
  readonly path?: string;
}

/** @throws ScanError invalid-option */
export function parseOutputs(typed: readonly string[]): Output[] {
  const outputs = typed.map((value): Output => {
    const [format = '', ...rest] = value.split('=');
    const path = rest.join('=');
    if (!isFormat(format)) {
      throw new ScanError('invalid-option', `"${format}" is no format; there are ${FORMATS.join(', ')}.`);
    }
    return path === '' ? { format } : { format, path };
  });
  if (outputs.filter(({ path }) => path === undefined).length > 1) {
    throw new ScanError(
      'invalid-option',
      'Only one format can go to standard output: give the others a file.',
    );
  }
  return outputs;
}

function isFormat(value: string): value is Format {
  return (FORMATS as readonly string[]).includes(value);
}

/** Writes every report; files whole or not at all. */
export async function writeOutputs(
  outputs: readonly Output[],
  result: ScanResult,
  verdict: Verdict,
  terminal: { readonly colour: boolean; readonly width: number },
): Promise<void> {
  for (const { format, path } of outputs) {
    const report = await reporterFor(format);
    if (path === undefined) {
      await print(report(result, { ...terminal, verdict }));
      continue;
    }
    const text = report(result, { colour: false, width: 100, verdict });
    try {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(`${path}.part`, text);
      renameSync(`${path}.part`, path);
    } catch (cause) {
      throw new ScanError('unreadable-file', `Cannot write ${path}: ${(cause as Error).message}.`, { cause });
    }
  }
}

/** Waits until the text is out: a pipe that is read slowly must not lose the end of it. */
export function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      // `| head` closes early; that is no failure of the scan.
      if (error && (error as NodeJS.ErrnoException).code !== 'EPIPE') reject(error);
      else resolve();
    });
  });
}
