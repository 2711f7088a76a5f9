import { text } from '../../http/exchange.ts';
import type { Target } from '../../target.ts';
import { showing } from '../disclosure.ts';
import { isMetricsPage, metricsPaths } from '../metrics-pages.ts';
import { defineRule } from '../rule.ts';

/** True where the figures are not beside what the public uses: another port than the usual ones, or a name that only a network of one's own knows. */
export function isPrivatePlace({ hostname, origin }: Pick<Target, 'hostname' | 'origin'>): boolean {
  if (new URL(origin).port !== '') return true;
  return (
    !hostname.includes('.') ||
    /\.(?:local|internal|lan|home|svc|cluster\.local)$/i.test(hostname) ||
    /^(?:10|127)\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\./.test(hostname)
  );
}

export const exposedMetrics = defineRule({
  id: 'exposed-metrics',
  title: 'Operating figures are public',
  severity: 'low',
  cwe: [200, 497],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'Anybody can read the metrics page: routes, traffic, errors, versions and memory, and with it whether an attack has an effect.',
  fix: 'Serve metrics on a port or network that only the collector reaches, or ask for a credential.',
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
            severityReason: 'On a port or host of their own, collectors read them so.',
          }
        : {}),
      saw: `${path} shows ${text(page.response).match(/^# TYPE /gm)?.length ?? 'some'} metrics.`,
      proof: [{ exchange: showing(page, []), note: 'metrics in the Prometheus text format' }],
      control: { fact: 'The figures stand in the answer, and the request carried no credential.' },
    };
  },
});
