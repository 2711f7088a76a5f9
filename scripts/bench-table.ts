/** One figure, with the limit that it has to keep. */
export interface BenchRow {
  readonly what: string;
  readonly measured: string;
  readonly limit: string;
  readonly kept: boolean;
}

/** What the last run with `--write` measured: the table of README.md is made from it. */
export const BENCH_DATA = new URL('../docs/bench.json', import.meta.url);

const BEGIN = '<!-- bench-table -->';
const END = '<!-- end of bench-table -->';

export function benchTable(rows: readonly BenchRow[]): string {
  const lines = rows.map(
    ({ what, measured, limit, kept }) => `| ${what} | ${measured} | ${limit} | ${kept ? 'kept' : 'MISSED'} |`,
  );
  return ['| what | measured | limit | |', '| --- | ---: | ---: | --- |', ...lines].join('\n');
}

/** The page with its table made from these rows. @throws where it has lost a marker */
export function withBenchTable(page: string, rows: readonly BenchRow[]): string {
  const [before, rest] = page.split(BEGIN);
  const [held, after] = rest?.split(END) ?? [];
  if (before === undefined || held === undefined || after === undefined)
    throw new Error('README.md has lost a marker of its bench table');
  return `${before}${BEGIN}\n\n${benchTable(rows)}\n\n${END}${after}`;
}
