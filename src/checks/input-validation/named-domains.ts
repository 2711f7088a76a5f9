import type { Surface } from '../../discovery/surface.ts';
import { text } from '../../http/exchange.ts';

/** A name in a link or behind an address. */
const NAMED =
  /(?:https?:\/\/|(?<![\w.+-])[\w.+-]{1,64}@)((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,6}[a-z]{2,24})(?![\w.-]{0,64}@)/gi;
/** Names that stand in everybody's pages and documents. */
const OF_OTHERS =
  /(?:^|\.)(?:w3\.org|schema\.org|json-schema\.org|openapis\.org|swagger\.io|ietf\.org|rfc-editor\.org|iana\.org|github\.com|githubusercontent\.com|gitlab\.com|npmjs\.com|unpkg\.com|jsdelivr\.net|cloudflare\.com|googleapis\.com|gstatic\.com|google\.com|googletagmanager\.com|apache\.org|opensource\.org|mit-license\.org|choosealicense\.com|mozilla\.org|microsoft\.com|apollographql\.com|creativecommons\.org|gravatar\.com|facebook\.com|twitter\.com|x\.com|linkedin\.com|youtube\.com|gmail\.com)$/i;
const READ_CHARACTERS = 200_000;

/**
 * The domains that the service calls its own in its first page and its document, most often named first: contacts,
 * servers, consoles. Lists of allowed origins hold names of theirs.
 */
export function namedDomains({ entry, spec, target }: Surface): string[] {
  const said = [
    text(entry.response),
    ...(spec ? [JSON.stringify([spec.root.info, spec.root.servers, spec.root.host])] : []),
  ]
    .join('\n')
    .slice(0, READ_CHARACTERS);
  const times = new Map<string, number>();
  for (const [, name = ''] of said.matchAll(NAMED)) {
    const domain = registrable(name.toLowerCase());
    if (OF_OTHERS.test(domain) || target.hostname.endsWith(domain)) continue;
    times.set(domain, (times.get(domain) ?? 0) + 1);
  }
  return [...times].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([domain]) => domain);
}

/** What can be bought: the last two labels, three below registries such as `co.uk`. */
function registrable(name: string): string {
  const labels = name.split('.');
  const isBelow = /^(?:co|com|org|net|gov|ac|edu)\.[a-z]{2}$/.test(labels.slice(-2).join('.'));
  return labels.slice(isBelow ? -3 : -2).join('.');
}
