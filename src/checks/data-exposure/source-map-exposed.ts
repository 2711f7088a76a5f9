import { header, json, mediaType, succeeded, text } from '../../http/exchange.ts';
import type { PlaceKind } from '../../places/place.ts';
import { showing } from '../disclosure.ts';
import { defineRule, untested } from '../rule.ts';

const SCRIPT = /<script[^<>]{1,300}\bsrc=["']([^"'<>]{1,300}\.m?js)(?:\?[^"'<>]{0,100})?["']/gi;
const MAP_COMMENT = /\/[/*][#@] sourceMappingURL=([^\s*]{1,300})/g;

/** Scripts that the target's page loads from the service itself. */
const ownScripts: PlaceKind<string> = {
  one: 'script of the target’s page',
  many: 'scripts of the target’s page',
  find({ surface: { entry, target } }) {
    const scripts = [...text(entry.response).matchAll(SCRIPT)].map(
      (match) => new URL(match[1] ?? '', entry.request.url),
    );
    return [
      ...new Set(scripts.filter(({ origin }) => target.scope.includes(origin)).map(({ href }) => href)),
    ];
  },
  key: (url) => url,
};

export const sourceMapExposed = defineRule({
  id: 'source-map-exposed',
  title: 'JavaScript source map exposed',
  aliases: ['sourcemap', '.map file', 'source code disclosure', 'information disclosure'],
  severity: 'low',
  cwe: [540],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone can read the original source code, with comments, internal names and unused endpoints. The source map of a script is public.',
  remediation: 'Do not deploy source maps. Upload them to the error tracker instead.',
  inapplicable: ({ entry }) =>
    /html/.test(mediaType(entry.response)) ? undefined : 'the target is not an HTML page with scripts',
  places: ownScripts,
  async judge(url, { surface, anonymous }) {
    const script = await anonymous.once({ url });
    if (!succeeded(script)) return untested(`the script returned ${script.response.status}`);
    const named =
      header(script.response.headers, 'sourcemap') ??
      [...text(script.response).matchAll(MAP_COMMENT)].at(-1)?.[1];
    if (named?.startsWith('data:') || !URL.canParse(named ?? `${url}.map`, url)) return 'clean';
    const place = new URL(named ?? `${url}.map`, url);
    if (!surface.target.scope.includes(place.origin)) return 'clean';
    const map = await anonymous.once({ url: place.href });
    const sources = succeeded(map) ? sourcesOf(json(map.response)) : 0;
    if (sources === 0) return 'clean';
    return {
      confidence: 'confirmed',
      evidenceSummary: `A source map with the source code of ${sources} files.`,
      proof: [{ exchange: showing(map, []), note: 'sourcesContent contains the original source' }],
      control: { fact: 'The source map is in the response to an unauthenticated request.' },
    };
  },
});

/** How many files a source map (ECMA-426) holds with their text. */
function sourcesOf(map: unknown): number {
  if (typeof map !== 'object' || map === null) return 0;
  const { version, sourcesContent } = map as { version?: unknown; sourcesContent?: unknown };
  return version === 3 && Array.isArray(sourcesContent)
    ? sourcesContent.filter((source) => typeof source === 'string' && source !== '').length
    : 0;
}
