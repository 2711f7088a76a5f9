import type { Exchange } from '../http/exchange.ts';
import { succeeded, textStart } from '../http/exchange.ts';
import { knownPaths } from '../places/known-paths.ts';

/** Where exporters of Prometheus and its kin listen by default. */
export const METRICS_PATHS = [{ path: '/metrics' }, { path: '/actuator/prometheus' }] as const;
export const metricsPaths = knownPaths(METRICS_PATHS);

/** True for the Prometheus text format (version 0.0.4) and OpenMetrics. */
export function isMetricsPage(exchange: Exchange): boolean {
  if (!succeeded(exchange)) return false;
  const start = textStart(exchange.response, 20_000);
  return (
    /^# (?:HELP|TYPE) [a-zA-Z_:]/m.test(start) && /^[a-zA-Z_:][\w:]*(?:\{[^\n]*\})? [-+.\dNeEIi]/m.test(start)
  );
}
