import { writeFileSync } from 'node:fs';
import type { ScanOptions } from '../src/scan.ts';
import { scan } from '../src/scan.ts';

/**
 * One scan in a process of its own, so that its peak memory can be told. What to scan stands in MB_SCAN as JSON,
 * where no list of processes shows credentials; the result goes to the file that MB_RESULT names.
 */
const options = JSON.parse(process.env.MB_SCAN ?? '{}') as ScanOptions;
const result = await scan(options).catch((error: Error) => ({ failed: error.message }));
writeFileSync(process.env.MB_RESULT ?? 'result.json', JSON.stringify(result));
