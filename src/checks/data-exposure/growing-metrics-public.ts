import type { Exchange } from '../../http/exchange.ts';
import { text } from '../../http/exchange.ts';
import { counted } from '../disclosure.ts';
import { isMetricsPage, metricsPaths } from '../metrics-pages.ts';
import { defineRule, untested } from '../rule.ts';

/** Gauges of entries that a service holds; memory itself moves with every garbage collection. */
const HELD =
  /^([a-z][\w:]*(?:_entries|_cache_size|_cached|_sessions|_keys|_registered|_tracked|_clients)(?:\{[^}\n]{0,300}\})?) ([\d.e+]+)(?: \d+)?$/gim;
/** A scan alone makes at least this many requests; below it a difference is ordinary traffic. */
const LEAST_GROWTH = 20;

export const growingMetricsPublic = defineRule({
  id: 'growing-metrics-public',
  title: 'Public metrics show growing number of entries',
  aliases: ['memory leak', 'Prometheus', 'metrics'],
  severity: 'low',
  cwe: [401, 770],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N',
  severityReason: 'Growth within one scan is a symptom, not a proof of unbounded growth.',
  description:
    'An attacker may be able to use up the memory of the service. A gauge on the public metrics page counts more entries after the scan than before; this is a symptom, not a proof.',
  remediation:
    'Limit the collection by size and age, measure it with the retention scan, and restrict the metrics page to the collector.',
  // Last of all, so that the whole scan lies between the two looks.
  disruptive: true,
  places: metricsPaths,
  async judge({ path }, { surface, anonymous }) {
    const url = surface.target.origin + path;
    const first = await anonymous.once({ url });
    if (!isMetricsPage(first)) return 'clean';
    const last = await anonymous.send({ url });
    if (!isMetricsPage(last)) return untested(`${path} returned no metrics at the end of the scan`);
    const before = heldEntries(first);
    const growth = [...heldEntries(last)].map(([name, now]) => ({
      name,
      now,
      added: now - (before.get(name) ?? now),
    }));
    return growth
      .filter(({ added }) => added >= LEAST_GROWTH)
      .map(({ name, now, added }) => ({
        confidence: 'tentative',
        cause: name.replace(/\{.*$/s, ''),
        evidenceSummary: `${name} counted ${counted(added, 'entry', 'entries')} more at the end of the scan.`,
        proof: [
          { exchange: first, note: `${name} at first: ${before.get(name)}` },
          { exchange: last, note: `and at the end: ${now}` },
        ],
      }));
  },
});

function heldEntries(exchange: Exchange): Map<string, number> {
  return new Map(
    [...text(exchange.response).matchAll(HELD)].map(([, name = '', value]) => [name, Number(value)]),
  );
}
