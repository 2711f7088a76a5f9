import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serialize } from 'node:v8';
import type { ScanResult } from '../../src/result.ts';
import { digestOf } from '../../src/server/digest.ts';
import { pack } from '../../src/server/packed.ts';
import type { ScanCommand } from '../../src/server/worker/scan-child.ts';
import { freshFolder } from '../cli/command.ts';

/** A scan that finds at once what is given: for tests of what stands around scans. */
export async function instantScan(result: ScanResult): Promise<ScanCommand> {
  const file = join(freshFolder(), 'said');
  writeFileSync(file, serialize({ type: 'result', digest: digestOf(result), packed: await pack(result) }));
  return [process.execPath, fileURLToPath(new URL('./instant-scan.mjs', import.meta.url)), file];
}
