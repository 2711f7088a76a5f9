import type { Exchange } from '../../http/exchange.ts';
import { header, text } from '../../http/exchange.ts';
import { defineRule } from '../rule.ts';

/** A session id that the service itself writes into a link, with a value long enough to be one. */
const SESSION =
  /[;?&](?:amp;)?(jsessionid|phpsessid|aspsessionid\w*|session_?id|session_?token|sid|auth_?token|access_?token)=([\w.%+-]{12,})/i;
/** Links stand early in answers; a long body is not searched to its end. */
const SEARCHED = 200_000;

export const sessionInUrl = defineRule({
  id: 'session-in-url',
  title: 'Session ID in the URL',
  aliases: ['session fixation', 'jsessionid', 'session token in URL'],
  severity: 'medium',
  cwe: [598, 384],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone who reads a link in a log, a browser history or a Referer header has the session. The service puts session IDs into links.',
  remediation:
    'Carry the session in a cookie with Secure, HttpOnly and SameSite, or in the Authorization header. Reject it in URLs.',
  *inspect(exchange, surface) {
    const name = writtenBy(exchange, new URL(surface.target.url).host);
    if (name === undefined) return;
    yield {
      confidence: 'confirmed',
      evidenceSummary: `The response contains a link with ${name}=….`,
      proof: [{ exchange, note: `a link to the service itself contains ${name}` }],
      control: { fact: `the request did not contain ${name}, so the service added it` },
    };
  },
});

function writtenBy(exchange: Exchange, host: string): string | undefined {
  const place = header(exchange.response.headers, 'location') ?? '';
  const links = text(exchange.response)
    .slice(0, SEARCHED)
    .match(
      /(?:https?:\/\/[^\s"'<>\\]{1,300}|(?:href|src|action)=["']?[^\s"'<>]{1,300}|"\/[^\s"'<>\\]{1,300}")/gi,
    );
  for (const link of [place, ...(links ?? [])]) {
    const other = /https?:\/\/([^/?#"']+)/i.exec(link)?.[1];
    if (other !== undefined && other !== host) continue;
    const [, name, value] = SESSION.exec(link) ?? [];
    // What the request itself carried is merely repeated.
    if (name && value && !exchange.request.url.includes(value)) return name.toLowerCase();
  }
  return undefined;
}
