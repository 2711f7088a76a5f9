import type { Surface } from '../../discovery/surface.ts';
import type { Exchange } from '../../http/exchange.ts';
import { succeeded, textStart } from '../../http/exchange.ts';
import type { ProbeContext } from '../rule.ts';

/** Where exporters of Prometheus and its kin listen by default. */
const PLACES = ['/metrics', '/actuator/prometheus'];

/** True for the Prometheus text format (version 0.0.4) and OpenMetrics. */
export function isMetricsPage(exchange: Exchange): boolean {
  if (!succeeded(exchange)) return false;
  const start = textStart(exchange.response, 20_000);
  return (
    /^# (?:HELP|TYPE) [a-zA-Z_:]/m.test(start) && /^[a-zA-Z_:][\w:]*(?:\{[^\n]*\})? [-+.\dNeEIi]/m.test(start)
  );
}

/** Metrics pages that anybody can read. */
export async function publicMetrics({ surface, anonymous }: ProbeContext): Promise<Exchange[]> {
  const answers = await Promise.all(metricsUrls(surface).map((url) => anonymous.once({ url })));
  return answers.filter(isMetricsPage);
}

function metricsUrls({ target }: Surface): string[] {
  return PLACES.map((path) => target.origin + path);
}
