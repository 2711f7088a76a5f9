/**
 * Loopback as filters of texts let it pass (URL standard, IPv4 and IPv6 parsers), the plain one first: a name, a short
 * form, one number, the address of all interfaces, IPv6 and IPv4 within it; and a known host as a user's name.
 */
export function loopbackSpellings(url: string, ordinary: string): string[] {
  const known = URL.canParse(ordinary) ? new URL(ordinary).host : '';
  const written = (host: string) => url.replace('127.0.0.1', host);
  return [url, ...HOSTS.map(written), ...(known === '' ? [] : [url.replace('//', `//${known}@`)])];
}

const HOSTS = ['localhost', '127.1', '2130706433', '0x7f000001', '0', '[::1]', '[::ffff:7f00:1]'] as const;
