import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

/** The rows of a record below docs/; none before anything was measured. */
export function readRecord<Row>(file: URL, row: z.ZodType<Row>): Row[] {
  return existsSync(file) ? z.array(row).parse(JSON.parse(readFileSync(file, 'utf8'))) : [];
}

/** One row a line, so that a new run is one line of a diff. */
export function writeRecord(file: URL, rows: readonly object[]): void {
  writeFileSync(file, `[\n${rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]\n`);
}
