import { isNode } from './node.ts';

/** Hosts that belong to nobody (RFC 2606, RFC 6761). */
const RESERVED = /(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid)$/i;
const URL_IN_TEXT = /\b((?:https?|wss?|ftps?):\/\/)([^\s/?#"'<>\\]{1,300})/gi;
const ADDRESS_IN_TEXT = /@([\w-]+(?:\.[\w-]+)+)/g;
const DEEPEST = 24;

/**
 * The same value with hosts that belong to nobody in its URLs and mail addresses: a service that fetches what it is
 * sent, or writes to it, must not reach whoever stands in the examples of its document.
 */
export function withReservedHosts(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return ofText(value);
  if (depth > DEEPEST) return value;
  if (Array.isArray(value)) return value.map((item) => withReservedHosts(item, depth + 1));
  if (!isNode(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, held]) => [name, withReservedHosts(held, depth + 1)]),
  );
}

function ofText(text: string): string {
  if (!text.includes('://') && !text.includes('@')) return text;
  return text
    .replace(URL_IN_TEXT, (whole, scheme: string, authority: string) =>
      RESERVED.test(authority.replace(/^.*@/, '').replace(/:\d*$/, '')) ? whole : `${scheme}example.com`,
    )
    .replace(ADDRESS_IN_TEXT, (whole, domain: string) => (RESERVED.test(domain) ? whole : '@example.com'));
}
