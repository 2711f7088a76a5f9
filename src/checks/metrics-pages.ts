import type { Exchange } from '../http/exchange.ts';
import { succeeded, textStart } from '../http/exchange.ts';
import { knownPaths } from '../places/known-paths.ts';
import type { Target } from '../target.ts';

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

/** Why figures in such a place are no flaw. */
export const READ_BY_COLLECTORS = 'On a separate port or host, metrics collectors read them this way.';

/** True where the figures are not beside what the public uses: another port than the usual ones, or a name that only a network of one's own knows. */
export function isPrivatePlace({ hostname, origin }: Pick<Target, 'hostname' | 'origin'>): boolean {
  if (new URL(origin).port !== '') return true;
  return (
    !hostname.includes('.') ||
    /\.(?:local|internal|lan|home|svc)$/i.test(hostname) ||
    /^(?:10|127)\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\./.test(hostname)
  );
}
