import { parse } from 'csv-parse/sync';
import type { HttpResponse } from '../http/exchange.ts';
import { header, mediaType, textStart } from '../http/exchange.ts';

/** A table of thousand records shows its flaw in the first ones. */
const MOST_RECORDS = 200;
const MOST_CHARS = 256 * 1024;

/** Records of a comma-separated table by the names of its first line (RFC 4180); undefined for what is none. */
export function csvRecords(response: HttpResponse): readonly Readonly<Record<string, string>>[] | undefined {
  if (!isCsv(response)) return undefined;
  try {
    const [names = [], ...rows] = parse(textStart(response, MOST_CHARS), {
      bom: true,
      delimiter: [',', ';', '\t'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      to: MOST_RECORDS,
    }) as string[][];
    return rows.map((row) => Object.fromEntries(row.map((value, at) => [names[at] ?? '', unguarded(value)])));
  } catch {
    return undefined;
  }
}

function isCsv(response: HttpResponse): boolean {
  const disposition = header(response.headers, 'content-disposition') ?? '';
  return /\bcsv\b/.test(mediaType(response)) || /\.csv"?\s*(?:;|$)/i.test(disposition);
}

/** Exports put an apostrophe before what a spreadsheet would take for a formula. */
function unguarded(value: string): string {
  return value.replace(/^'(?=[=+\-@])/, '');
}
