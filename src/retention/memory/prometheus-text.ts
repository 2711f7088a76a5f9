export interface MetricSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const LINE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)\s*(\{.*\})?\s+(\S+)(\s+-?\d+)?\s*$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*(,|$)/y;

/**
 * Reads the Prometheus text format 0.0.4 (and OpenMetrics samples): labels with escapes, `+Inf`, `NaN`, timestamps.
 * Lines that are not samples are left out, because one odd line must not hide the others.
 */
export function parsePrometheusText(text: string): MetricSample[] {
  const samples: MetricSample[] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('#')) continue;
    const match = LINE.exec(line.replace(/ # \{.*$/, ''));
    if (match === null) continue;
    const [, name = '', labels, value = ''] = match;
    const parsed = labels === undefined ? {} : parseLabels(labels.slice(1, -1));
    if (parsed !== undefined) samples.push({ name, labels: parsed, value: parseValue(value) });
  }
  return samples.filter((sample) => !Number.isNaN(sample.value));
}

function parseValue(text: string): number {
  const infinity = /^([+-]?)Inf(inity)?$/i.exec(text);
  if (infinity) return infinity[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number(text);
}

function parseLabels(text: string): Record<string, string> | undefined {
  const labels: Record<string, string> = {};
  let position = 0;
  const trimmed = text.trim();
  while (position < trimmed.length) {
    LABEL.lastIndex = position;
    const match = LABEL.exec(trimmed);
    if (match === null) return undefined;
    const [whole, key = '', value = ''] = match;
    labels[key] = value.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
    position += whole.length;
    while (trimmed[position] === ' ') position++;
  }
  return labels;
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
