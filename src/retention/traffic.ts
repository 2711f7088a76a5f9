import { fetchText, type PageAccess } from './memory/fetch-text.ts';
import { type MetricSample, parsePrometheusText } from './memory/prometheus-text.ts';
import type { StatusMix } from './status-mix.ts';

/** Counters of requests by the clients and middlewares of the common frameworks; those of the page itself are none. */
const REQUESTS =
  /^(?!promhttp_)(?:[a-z]+_){0,3}?http_(?:server_)?requests?(?:_duration)?(?:_seconds|_milliseconds|_ms)?_(?:count|total)$/;
const STATUS_LABELS = [
  'code',
  'status',
  'status_code',
  'http_status',
  'http_status_code',
  'http_response_status_code',
];

/** Requests that a service has answered since it started, as its own metrics count them. */
export interface Traffic {
  /** Name of the counter. */
  readonly name: string;
  readonly requests: number;
  /** By status, where a label gives it. */
  readonly statuses: StatusMix;
}

/** The busiest request counter of a metrics page; undefined where it has none. */
export function trafficIn(samples: readonly MetricSample[]): Traffic | undefined {
  const counters = new Map<string, MetricSample[]>();
  for (const sample of samples)
    if (REQUESTS.test(sample.name)) counters.set(sample.name, [...(counters.get(sample.name) ?? []), sample]);
  const all = [...counters].map(([name, some]) => ({
    name,
    requests: some.reduce((sum, { value }) => sum + value, 0),
    statuses: statusesOf(some),
  }));
  return all.sort((a, b) => b.requests - a.requests)[0];
}

function statusesOf(samples: readonly MetricSample[]): StatusMix {
  const mix: StatusMix = {};
  for (const { labels, value } of samples) {
    const status = STATUS_LABELS.map((label) => labels[label]).find((text) => /^[1-5]\d\d$/.test(text ?? ''));
    if (status !== undefined) mix[status] = (mix[status] ?? 0) + value;
  }
  return mix;
}

/** Throws `memory-source-unreadable` when the page can not be had. */
export async function readTraffic(url: URL, access: PageAccess): Promise<Traffic | undefined> {
  return trafficIn(parsePrometheusText(await fetchText(url, access)));
}
