import { readOperations } from '../../places/operations.ts';
import type { Detection } from '../rule.ts';
import { defineRule } from '../rule.ts';
import { allowance, askedFrom, CORS_SAMPLE, gainOf, STRANGER } from './allowed-origin.ts';
import { namedDomains } from './named-domains.ts';

/** Origins that nobody trusts, each let in by one careless way of comparing with a trusted one. */
function lookAlikes(trusted: string): { readonly origin: string; readonly mistake: string }[] {
  const { protocol, hostname } = new URL(trusted);
  const alike = [
    { origin: `${protocol}//${hostname}.mb-stranger.example`, mistake: 'only the beginning is compared' },
    { origin: `${protocol}//mbstranger${hostname}`, mistake: 'only the end is compared' },
  ];
  const firstDot = hostname.indexOf('.');
  // An address whose dot is replaced is no address any more, and no site can have it.
  if (firstDot > 0 && !/^[\d.]+$/.test(hostname)) {
    const origin = `${protocol}//${hostname.slice(0, firstDot)}x${hostname.slice(firstDot + 1)}`;
    alike.push({ origin, mistake: 'an unescaped dot in a regular expression matches any character' });
  }
  return alike.filter(({ origin }) => URL.canParse(origin));
}

/** Whoever runs a service has few names: the most named are asked for. */
const MOST_DOMAINS = 3;

export const prefixMatchedOrigin = defineRule({
  id: 'prefix-matched-origin',
  title: 'CORS: lookalike origin trusted',
  aliases: [
    'CORS misconfiguration',
    'origin prefix match',
    'cross-origin resource sharing',
    'security misconfiguration',
  ],
  severity: 'high',
  cwe: [942, 185],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:P/VC:H/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone who registers a lookalike domain can read a logged-in user’s data from a page there. The Origin header is compared only in part.',
  remediation:
    'Compare the whole origin, including scheme and port, with a fixed list. If you need patterns, anchor them and escape the dots.',
  places: readOperations,
  alike: CORS_SAMPLE,
  async judge({ request }, context) {
    const { surface, http } = context;
    const stranger = await askedFrom(STRANGER, http, request);
    const shown = allowance(stranger).origin;
    if (shown === STRANGER) return 'clean';
    const found: Detection[] = [];
    const named = shown !== undefined && URL.canParse(shown) ? [shown] : [];
    const domains = namedDomains(surface).slice(0, MOST_DOMAINS);
    const guessed = domains.map((domain) => `https://${domain}`);
    for (const trusted of new Set([surface.target.origin, ...named, ...guessed])) {
      for (const { origin, mistake } of lookAlikes(trusted)) {
        const asked = await askedFrom(origin, http, request);
        const allowed = allowance(asked);
        if (allowed.origin !== origin || !allowed.credentials) continue;
        const { proof, ...weighed } = await gainOf(context, origin, request, asked);
        found.push({
          confidence: 'confirmed',
          ...weighed,
          cause: mistake,
          evidenceSummary: `An Origin of ${origin.replace(/:\/\/.*/, '://…')} that resembles a trusted one was allowed, with credentials: ${mistake}.`,
          proof: [
            { exchange: asked, note: 'Access-Control-Allow-Origin repeats the lookalike origin' },
            ...proof,
          ],
          control: { exchange: stranger, note: 'an unrelated Origin is not allowed' },
        });
      }
    }
    return found;
  },
});
