export interface MetricSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*/;
const LABEL = /\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*(?:,|(?=\}))/sy;
/** Value, then a timestamp or an exemplar, which are of no use here. */
const VALUE = /^\s*(\S+)(\s+-?[\d.]+)?\s*(#.*)?$/;

/**
 * Reads the Prometheus text format 0.0.4 (and OpenMetrics samples): labels with escapes, `+Inf`, `NaN`, timestamps.
 * Lines that are not samples are left out, because one odd line must not hide the others.
 */
export function parsePrometheusText(text: string): MetricSample[] {
  return text
    .split('\n')
    .map(parseLine)
    .filter((sample) => sample !== undefined && !Number.isNaN(sample.value)) as MetricSample[];
}

function parseLine(line: string): MetricSample | undefined {
  const name = NAME.exec(line)?.[0];
  if (name === undefined) return undefined;
  const rest = line.slice(name.length).trimStart();
  const labels = rest.startsWith('{') ? parseLabels(rest) : { labels: {}, end: 0 };
  const value = labels && VALUE.exec(rest.slice(labels.end))?.[1];
  return labels && value !== undefined
    ? { name, labels: labels.labels, value: parseValue(value) }
    : undefined;
}

function parseValue(text: string): number {
  const infinity = /^([+-]?)Inf(inity)?$/i.exec(text);
  if (infinity) return infinity[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number(text);
}

/** Labels from the opening brace, and where the closing one ends; a brace inside quotes is part of its label. */
function parseLabels(text: string): { labels: Record<string, string>; end: number } | undefined {
  const labels: Record<string, string> = {};
  let position = 1;
  for (;;) {
    LABEL.lastIndex = position;
    const match = LABEL.exec(text);
    if (match === null) break;
    const [whole, key = '', value = ''] = match;
    labels[key] = value.replace(/\\(.)/gs, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
    position += whole.length;
  }
  const close = /\s*\}/y;
  close.lastIndex = position;
  return close.test(text) ? { labels, end: close.lastIndex } : undefined;
}

/** Sum of all samples of a name whose labels include `labels`; undefined when there is none. */
export function sumOf(
  samples: readonly MetricSample[],
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  const found = samples.filter(
    (sample) =>
      sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
  );
  return found.length === 0 ? undefined : found.reduce((sum, { value }) => sum + value, 0);
}
