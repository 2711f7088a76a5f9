import type { Surface } from '../../discovery/surface.ts';
import type { Exchange } from '../../http/exchange.ts';
import { mediaType, succeeded } from '../../http/exchange.ts';
import { findPersonalAddresses } from '../../material/pii.ts';
import { entropy, findSecrets, isPlaceholder } from '../../material/secrets.ts';
import type { KnownPath } from '../../places/known-paths.ts';
import { knownPaths } from '../../places/known-paths.ts';
import { disclosed, isDocumentation, readableText, readByAnybody, saidByUs } from '../disclosure.ts';
import { isMetricsPage, METRICS_PATHS } from '../metrics-pages.ts';
import type { Detection } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** Labels that by their name hold what identifies a caller. */
const KEY_LABEL =
  /[{,]\s*(?:api_?key|client_?key|token|access_token|auth_token|jwt|secret|password|session(?:_id)?|authorization|bearer|key)="((?:[^"\\]|\\.){8,400})"/gi;
/** Lines of an access or application log that repeat a credential. */
const LOGGED =
  /(?:authorization["']?\s*[:=]\s*["']?(?:Bearer|Basic)\s+|(?:x-api-key|api_?key|access_token|password|passwd)["']?\s*[:=]\s*["']?)([^\s"'&,;]{8,400})/gi;
const LOG_LINE =
  /^(?:\S+ ){0,3}\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d|^\S+ \S+ \S+ \[\d\d\/[A-Z][a-z]{2}\/\d{4}:|^\{"(?:level|time|timestamp|ts)":/m;
const LOG_PATHS: readonly KnownPath[] = ['/logs', '/log', '/app.log', '/debug.log'].map((path) => ({ path }));
/** Names of routes and caches are words; keys are not. */
const LEAST_ENTROPY = 3;

export const keyMaterialInMetrics = defineRule({
  id: 'key-material-in-metrics',
  title: 'Credentials or IP addresses in metrics or logs',
  aliases: ['secrets in logs', 'sensitive data in logs', 'Prometheus labels', 'high cardinality'],
  severity: 'high',
  cwe: [532, 200],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone can read credentials or addresses of callers on a public metrics or log page. It also shows that the service keeps an entry for each of them.',
  remediation:
    'Restrict the page to the collector. Use a short keyed hash of the credential, or the tenant, as the label.',
  inspect,
  places: knownPaths([...METRICS_PATHS, ...LOG_PATHS]),
  async judge({ path }, { surface, anonymous }) {
    return [...inspect(await anonymous.once({ url: surface.target.origin + path }), surface)];
  },
});

function* inspect(exchange: Exchange, surface: Surface): Generator<Detection> {
  if (!readByAnybody(exchange) || !succeeded(exchange) || isDocumentation(exchange, surface)) return;
  if (!/^$|text\/plain|openmetrics|octet|json/.test(mediaType(exchange.response))) return;
  const text = readableText(exchange);
  const metrics = isMetricsPage(exchange);
  if (!metrics && !LOG_LINE.test(text.slice(0, 10_000))) return;
  const page = metrics ? 'metrics page' : 'log';
  const keys = [...text.matchAll(metrics ? KEY_LABEL : LOGGED)]
    .map((match) => match[1] ?? '')
    .filter((value) => entropy(value) >= LEAST_ENTROPY && !isPlaceholder(value) && keyLike(value));
  const secrets = [...new Set([...keys, ...findSecrets(text).map(({ value }) => value)])].filter(
    (value) => !saidByUs(exchange, value),
  );
  if (secrets.length > 0) {
    yield disclosed(exchange, surface, {
      evidenceSummary: `${secrets.length === 1 ? 'A credential' : `${secrets.length} credentials`} in a public ${page}.`,
      note: `a credential in the ${page}, masked here`,
      values: secrets.slice(0, 200),
      cause: 'credentials',
    });
  }
  const addresses = metrics ? findPersonalAddresses(text) : [];
  if (addresses.length > 0) {
    yield disclosed(exchange, surface, {
      evidenceSummary: `${addresses.length === 1 ? 'A personal address' : `${addresses.length} personal addresses`} in a public ${page}.`,
      note: `an address in the ${page}, masked here`,
      values: addresses,
      cause: 'addresses',
      severity: 'medium',
    });
  }
}

/** Letters with digits and without spaces or slashes, unlike the names and routes that labels usually hold. */
function keyLike(value: string): boolean {
  return /\d/.test(value) && /[A-Za-z]/.test(value) && !/[\s/{}]|^\d+\.\d+\.\d+/.test(value);
}
