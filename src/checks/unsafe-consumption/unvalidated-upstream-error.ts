import { textStart } from '../../http/exchange.ts';
import { defineRule } from '../rule.ts';

/** Words by which HTTP clients and proxies report another service; ordinary answers do not hold them by chance. */
const UPSTREAM_ERRORS: readonly RegExp[] = [
  /\b(?:ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH) (?:\d{1,3}\.){3}\d{1,3}:\d+/,
  /\bgetaddrinfo (?:ENOTFOUND|EAI_AGAIN) [\w.-]+/,
  /HTTPS?ConnectionPool\(host='[^']+', port=\d+\)/,
  /\bdial tcp:? (?:lookup )?[\w.:[\]-]{1,253}(?![\w.:[\]-]).{0,60}(?:connection refused|no such host|i\/o timeout)/,
  /(?:java\.net\.(?:ConnectException|UnknownHostException|SocketTimeoutException)|feign\.(?:FeignException|RetryableException))\b/,
  /\bcURL error \d+: /,
  /error sending request for url \(https?:\/\/[^()\s]+\)/,
];

export const unvalidatedUpstreamError = defineRule({
  id: 'unvalidated-upstream-error',
  title: 'Upstream error passed through',
  aliases: ['information disclosure', 'verbose errors', 'improper error handling'],
  severity: 'low',
  cwe: [209, 755],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Attackers learn the address and the errors of a service behind this one. Upstream responses are passed on without validation.',
  remediation: 'Catch failures of upstream services, log them, and return 502 or 504 with a generic message.',
  *inspect(exchange) {
    // Only failures: a page about such errors is no such error.
    if (exchange.response.status < 500) return;
    const said = textStart(exchange.response, 20_000);
    const hit = UPSTREAM_ERRORS.map((pattern) => pattern.exec(said)?.[0]).find(
      (match) => match !== undefined,
    );
    if (hit === undefined) return;
    yield {
      confidence: 'likely',
      evidenceSummary: `Returned ${exchange.response.status} with the error of a call to another service: “${hit.slice(0, 80)}”.`,
      proof: [{ exchange, note: hit.slice(0, 120) }],
      control: {
        fact: 'HTTP clients write this message when a call fails, with the name of the called service',
      },
    };
  },
});
