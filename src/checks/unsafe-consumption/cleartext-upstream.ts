import { header, isJson, succeeded, textStart } from '../../http/exchange.ts';
import { orNone } from '../../places/or-none.ts';
import { defineRule } from '../rule.ts';
import { callbacksIn } from './callbacks-in-document.ts';

/** Names that are no places: namespaces, schemas, licences, and hosts made for examples (RFC 2606, RFC 6761). */
const NO_PLACE =
  /^(?:www\.w3\.org|schemas?\.|json-schema\.org|www\.apache\.org|opensource\.org|swagger\.io|xmlns\.|purl\.org|tempuri\.org|ns\.)|(?:^|\.)(?:example|invalid|test|localhost|local|internal)$|(?:^|\.)example\.(?:com|org|net)$|^\[|^(?:127|10)\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\.|^0\.0\.0\.0$/i;
/** A field that names a service to talk to, not a picture or a page to look at. */
const UPSTREAM =
  /"(?=[\w-]*(?:upstream|endpoint|webhook|callback|gateway|backend|service|api|token|jwks|issuer))[\w-]+"\s*:\s*"http:\/\/([^/"?#:\s]+)/gi;

function isForeign(host: string, own: string): boolean {
  return host.includes('.') && host.toLowerCase() !== own.toLowerCase() && !NO_PLACE.test(host);
}

/** Servers and callbacks that the document names; `undefined` where it names none, or there is no document. */
const namedAddresses = orNone<string>({
  one: 'address in the document',
  many: 'addresses in the document',
  find: ({ surface: { spec } }) =>
    spec
      ? [...new Set([...spec.servers, ...[...callbacksIn(spec)].map(({ expression }) => expression)])]
      : [],
  key: (url) => url,
});

export const cleartextUpstream = defineRule({
  id: 'cleartext-upstream',
  title: 'Upstream service called without TLS',
  aliases: ['cleartext transmission', 'plain HTTP', 'third-party API'],
  severity: 'low',
  cwe: [319],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone on the network path can read and change the traffic to another service, which this one trusts. The API document or a response names that service with plain HTTP.',
  remediation: 'Use HTTPS for every service that is called, and verify its certificate.',
  *inspect(exchange, surface) {
    if (!succeeded(exchange) || !isJson(exchange.response) || surface.absent.matches(exchange)) return;
    if (surface.publicDocuments.includes(exchange.request.url) || surface.spec?.uri === exchange.request.url)
      return;
    const text = textStart(exchange.response, 200_000);
    if (!/http:\/\//i.test(text)) return;
    const hosts = [...text.matchAll(UPSTREAM)].map((hit) => hit[1] ?? '');
    const [host] = hosts.filter((name) => isForeign(name, surface.target.hostname));
    if (host === undefined || header(exchange.request.headers, 'origin')?.includes(host)) return;
    yield {
      confidence: 'tentative',
      severity: 'info',
      cause: `answer ${host}`,
      evidenceSummary: `A response names the service http://${host}.`,
      proof: [{ exchange, note: `http://${host}` }],
    };
  },
  places: namedAddresses,
  judge(url, { surface }) {
    const host = url === undefined ? undefined : /^http:\/\/([^/?#:{]+)/i.exec(url)?.[1];
    if (url === undefined || host === undefined || !isForeign(host, surface.target.hostname)) return 'clean';
    return {
      url,
      confidence: 'likely',
      cause: `document ${host}`,
      evidenceSummary: `The API document names http://${host}.`,
      proof: [{ exchange: surface.entry, note: 'the service that the API document describes' }],
      control: { fact: `${surface.spec?.uri} contains ${url}` },
    };
  },
});
