import type { Exchange } from '../../http/exchange.ts';
import { header, headerValues, succeeded } from '../../http/exchange.ts';
import { service } from '../../places/service.ts';
import { defineRule } from '../rule.ts';
import { ordinaryAnswers } from './ordinary-answers.ts';
import { isLocal } from './presented-certificate.ts';

export const cleartextTransport = defineRule({
  id: 'cleartext-transport',
  title: 'API served over plain HTTP without TLS',
  aliases: ['cleartext transmission', 'unencrypted', 'no HTTPS', 'missing TLS'],
  severity: 'high',
  cwe: [319],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone on the network path (Wi-Fi, provider, proxy) can read and change requests, responses and credentials.',
  remediation: 'Serve the API over HTTPS only. Redirect plain HTTP or close the port.',
  inapplicable: (surface) =>
    !surface.target.https && isLocal(surface)
      ? 'the target is on this machine, so traffic does not cross a network'
      : undefined,
  places: service,
  async judge(surface, context) {
    if (surface.target.https) return 'clean';
    // A service that only sends plain requests on to https tells nobody anything.
    const answer = (await ordinaryAnswers(context, context.anonymous)).find(tellsSomething);
    if (!answer) return 'clean';
    return {
      url: surface.target.origin,
      confidence: 'confirmed',
      evidenceSummary: `${new URL(answer.request.url).host} responds to ${answer.request.method} with ${answer.response.status} over plain HTTP.`,
      proof: [{ exchange: answer, note: 'a response with content, not a redirect to HTTPS' }],
      control: { fact: 'the response itself was not encrypted' },
    };
  },
});

/** Content, a demand for a credential, or a cookie: each is something that should not go in the clear. */
function tellsSomething(exchange: Exchange): boolean {
  const { response } = exchange;
  if (/^https:/i.test(header(response.headers, 'location') ?? '')) return false;
  return (
    succeeded(exchange) || response.status === 401 || headerValues(response.headers, 'set-cookie').length > 0
  );
}
