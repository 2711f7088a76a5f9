import type { LabApp } from '../../lab/app.ts';
import { serveLab } from '../../lab/app.ts';
import type { ScanFlags } from '../../src/cli/scan-options.ts';
import { readSettings } from '../../src/cli/settings.ts';
import type { ScanResult } from '../../src/result.ts';
import type { ScanOptions } from '../../src/scan.ts';
import { scan } from '../../src/scan.ts';
import { typed } from '../wiring/typed.ts';

export interface Scanned {
  readonly result: ScanResult;
  readonly warnings: readonly string[];
  readonly url: string;
}

/** Scans a lab app with the words of a command line: one rule that listens only, unless others are named. */
export async function scanned(
  app: LabApp,
  words: readonly string[] | ((url: string) => readonly string[]),
  more: Partial<ScanOptions> = {},
): Promise<Scanned> {
  const lab = await serveLab(app);
  const warnings: string[] = [];
  try {
    const said = typeof words === 'function' ? words(lab.url) : words;
    const include = said.includes('--include') ? [] : ['--include', 'secret-in-url'];
    const { flags } = typed<ScanFlags>(['scan', lab.url, '--no-config', '--no-save', ...include, ...said]);
    const settings = readSettings(lab.url, flags);
    const result = await scan({
      guesses: 'first',
      ...settings.scan,
      ...more,
      onEvent: (event) => {
        if (event.type === 'warning') warnings.push(event.says);
      },
    });
    return { result, warnings, url: lab.url };
  } finally {
    await lab.close();
  }
}
