/** Space, controls and everything beyond ASCII. */
const NOT_IN_URLS = /[^\u0021-\u007e]+/g;

/**
 * Path and query with what no URL may hold percent-encoded as UTF-8 (RFC 3986 section 2.1, RFC 3987 section 3.1);
 * everything else stays as it was written, dots and lone percent signs too.
 */
export function percentEncoded(url: string): string {
  if (!/[^\u0021-\u007e]/.test(url)) return url;
  const [authority = ''] = /^[a-z]+:\/\/[^/?#]*/i.exec(url) ?? [];
  const rest = url.slice(authority.length);
  return authority + rest.replace(NOT_IN_URLS, (run) => encodeURIComponent(wellFormed(run)));
}

/** Half a surrogate pair has no UTF-8 form. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}
