import { ScanError } from '../errors.ts';
import type { ScanResult } from '../result.ts';
import type { Workbench } from './workbench.ts';

/** @throws ScanError invalid-option where no kept scan has that name */
export async function scanNamed({ archive }: Workbench, name: string): Promise<ScanResult> {
  const found = await archive.named(name);
  if (found) return found;
  throw new ScanError(
    'invalid-option',
    name === 'last'
      ? 'No scan is kept on this machine yet: call scan_api.'
      : `No kept scan has an id that begins with "${name}": list_scans tells them.`,
  );
}
