import { isNode } from './node.ts';

/** Hosts that belong to nobody (RFC 2606, RFC 6761). */
const RESERVED = /(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid)\.?$/i;
/** Networks for documentation (RFC 5737, RFC 3849). */
const RESERVED_ADDRESS = /^(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}$|^2001:db8:/i;
/**
 * Any scheme with an authority, plain, percent-encoded or as JSON escapes it. The name of an XML namespace is an
 * identifier that nobody fetches.
 */
const URL_IN_TEXT =
  /(?<![a-z\d+.-])(?<!xmlns(?::[\w.-]{1,40})?=["'])([a-z][a-z\d+.-]{1,30}(?::\/\/|%3A%2F%2F|:\\\/\\\/))((?:(?!%2F|%3F|%23)[^\s/?#"'<>\\]){1,300})/gi;
const ADDRESS_IN_TEXT = /(@|%40)((?:[\w-]{1,63}\.){1,8}[a-z][\w-]{1,62})/gi;
/** A reference that only the scheme is left out of (RFC 3986 section 4.2). */
const WITHOUT_SCHEME = /^\/\/([^\s/?#"'<>\\]{1,300})/;
/** Members and parameters whose value a service connects to, though it be no whole URL. */
const NAMES_A_HOST =
  /(?:^|[_.-])(?:(?:smtp|imap|dns|mail|name|proxy|remote|source|target|destination|upstream|web)?(?:hosts?|hostnames?|servers?)|domains?|fqdn|ip|ips|ip_?address|address|addr|endpoint|origin|proxy|ur[il]s?|links?|website|site|web_?hook|callback|redirect)$/i;
const HOST =
  /^((?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.){1,8}(?:[a-z]{2,24}|xn--[a-z\d-]{1,59})\.?|\d{1,3}(?:\.\d{1,3}){3}|[\da-f]{0,4}(?::[\da-f]{0,4}){2,7})((?::\d{1,5})?(?:[/?#]\S*)?)$/i;
const NUMERIC = /^(?:[\d.]+|[\da-f:]+)$/i;
const DEEPEST = 24;

/**
 * The same value with hosts that belong to nobody in its URLs and mail addresses: a service that fetches what it is
 * sent, or writes to it, must not reach whoever stands in the examples of its document. A value that is but a host is
 * told by the name it is sent under.
 */
export function withReservedHosts(value: unknown, name = '', depth = 0): unknown {
  if (typeof value === 'string')
    return NAMES_A_HOST.test(split(name)) ? ofHost(ofText(value)) : ofText(value);
  if (depth > DEEPEST) return value;
  if (Array.isArray(value)) return value.map((item) => withReservedHosts(item, name, depth + 1));
  if (!isNode(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, held]) => [key, withReservedHosts(held, key, depth + 1)]),
  );
}

/** Words of a name apart: `callbackUrl` → `callback_Url`. */
function split(name: string): string {
  return name.slice(0, 100).replace(/(?<=[a-z\d])(?=[A-Z])/g, '_');
}

function ofText(text: string): string {
  return text
    .replace(URL_IN_TEXT, (whole, scheme: string, authority: string) =>
      isReserved(authority.replace(/^.*(?:@|%40)/i, '').replace(/(?::|%3A)\d*$/i, ''))
        ? whole
        : `${scheme}example.com`,
    )
    .replace(ADDRESS_IN_TEXT, (whole, at: string, domain: string) =>
      isReserved(domain) ? whole : `${at}example.com`,
    )
    .replace(WITHOUT_SCHEME, (whole, authority: string) =>
      isReserved(authority.replace(/:\d*$/, '')) ? whole : '//example.com',
    );
}

function ofHost(text: string): string {
  const [, host = '', rest = ''] = HOST.exec(text) ?? [];
  if (host === '' || isReserved(host)) return text;
  if (!NUMERIC.test(host)) return `example.com${rest}`;
  return host.includes(':') ? `2001:db8::1${rest}` : `192.0.2.1${rest}`;
}

function isReserved(host: string): boolean {
  return RESERVED.test(host) || RESERVED_ADDRESS.test(host);
}
