import { text } from '../../http/exchange.ts';
import { showing } from '../disclosure.ts';
import { isMetricsPage, isPrivatePlace, metricsPaths, READ_BY_COLLECTORS } from '../metrics-pages.ts';
import { defineRule } from '../rule.ts';

export const exposedMetrics = defineRule({
  id: 'exposed-metrics',
  title: 'Metrics endpoint exposed',
  aliases: ['Prometheus', '/metrics', 'information disclosure', 'security misconfiguration'],
  severity: 'low',
  cwe: [200, 497],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone can read the metrics: routes, traffic, errors, versions and memory. They also show whether an attack has an effect.',
  remediation:
    'Serve metrics on a port or network that only the collector can reach, or require a credential.',
  places: metricsPaths,
  async judge({ path }, { surface, anonymous }) {
    const url = surface.target.origin + path;
    const page = await anonymous.once({ url });
    if (!isMetricsPage(page) || surface.absent.matches(page)) return 'clean';
    return {
      url,
      confidence: 'confirmed',
      ...(isPrivatePlace(surface.target)
        ? {
            severity: 'info' as const,
            severityReason: READ_BY_COLLECTORS,
          }
        : {}),
      evidenceSummary: `${path} returned ${text(page.response).match(/^# TYPE /gm)?.length ?? 'some'} metrics.`,
      proof: [{ exchange: showing(page, []), note: 'metrics in the Prometheus text format' }],
      control: { fact: 'The metrics are in the response to an unauthenticated request.' },
    };
  },
});
