import { header } from '../../http/exchange.ts';
import { percentDecoded } from '../../http/foreign-text.ts';
import { endsInFileAddress } from '../../material/file-address.ts';
import { isPlaceholder, isSampleJwt, opensOneResource, readJwt } from '../../material/secrets.ts';
import { disclosed, isDocumentation, readableText, saidByUs } from '../disclosure.ts';
import { defineRule } from '../rule.ts';

/** Signed links (S3, SAS) are a design of their own: short-lived and for one object. */
const SECRET_PARAMETER =
  /[?&](?:access_?token|auth_?token|api_?key|secret|client_?secret|password|passwd|pwd|session_?id|jwt|refresh_?token|id_token)=([^&\s"'<>#\\]{8,512})/gi;
const STARTS_IN_LINK = /$(?<=(?:https?:\/\/|["'(=]\/)[^\s"'<>]{0,512})/;
const MAX_FOUND = 20;

export const secretInUrl = defineRule({
  id: 'secret-in-url',
  title: 'Credentials in URLs of the response',
  aliases: ['API key in URL', 'token in link', 'secret leak', 'information exposure through query strings'],
  severity: 'medium',
  cwe: [598, 200],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone who reads a log, a browser history, a Referer header or a chat can use the credential in these links. The service returns links with a credential in the query string.',
  remediation:
    'Accept credentials in the Authorization header or a cookie. Where a link must work alone, sign it for one object and a short time.',
  *inspect(exchange, surface) {
    if (isDocumentation(exchange, surface)) return;
    const text = `${readableText(exchange)}\n${header(exchange.response.headers, 'location') ?? ''}`;
    const found: string[] = [];
    for (const match of text.matchAll(SECRET_PARAMETER)) {
      const value = match[1] ?? '';
      const before = text.slice(Math.max(0, match.index - 512), match.index);
      if (endsInFileAddress(before + match[0].slice(0, match[0].length - value.length))) continue;
      const claims = readJwt(value)?.claims;
      if (claims && (opensOneResource(claims) || isSampleJwt(claims))) continue;
      if (!STARTS_IN_LINK.test(before) && !/^\s*https?:/.test(before.split('\n').at(-1) ?? '')) continue;
      if (
        isPlaceholder(percentDecoded(value)) ||
        /^[:{<[(]/.test(percentDecoded(value)) ||
        saidByUs(exchange, value)
      )
        continue;
      found.push(value);
      if (found.length >= MAX_FOUND) break;
    }
    if (found.length === 0) return;
    yield disclosed(exchange, surface, {
      evidenceSummary: `${found.length === 1 ? 'A link' : `${found.length} links`} with a credential in the query.`,
      note: 'the link, with its credential masked here',
      values: found,
      toIdentity: 'low',
    });
  },
});
