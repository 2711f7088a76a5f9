import type { Surface } from '../../discovery/surface.ts';
import type { Exchange } from '../../http/exchange.ts';
import { mediaType, succeeded } from '../../http/exchange.ts';
import type { KnownPath } from '../../places/known-paths.ts';
import { knownPaths } from '../../places/known-paths.ts';
import { disclosed, readableText } from '../disclosure.ts';
import type { Detection } from '../rule.ts';
import { defineRule } from '../rule.ts';

const FOLDERS: readonly KnownPath[] = ['/static/', '/uploads/', '/files/'].map((path) => ({ path }));
/** Titles that servers give their listings: Apache, nginx, Python, IIS, Tomcat, Express, Jetty, Caddy. */
const LISTING =
  /<title>\s*(?:Index of \/|Directory listing for |Directory Listing For |listing directory |Directory: \/)|<h1>Index of \/|<pre><a href="\?C=N;O=D">|<A HREF="[^"]*">\[To Parent Directory\]<\/A>/i;

export const directoryListing = defineRule({
  id: 'directory-listing',
  title: 'The server lists the files of a folder',
  severity: 'low',
  cwe: [548],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  meaning: 'A folder shows everything in it, linked or not: uploads of others, backups, forgotten files.',
  fix: 'Turn off listings in the web server (autoindex off, Options -Indexes), and serve files by name only.',
  inspect,
  places: knownPaths(FOLDERS),
  async judge({ path }, { surface, anonymous }) {
    return [...inspect(await anonymous.once({ url: surface.target.origin + path }), surface)];
  },
});

function* inspect(exchange: Exchange, surface: Surface): Generator<Detection> {
  if (!succeeded(exchange) || !/html/.test(mediaType(exchange.response))) return;
  const start = readableText(exchange).slice(0, 4_000);
  if (!LISTING.test(start) || !/<a href/i.test(start)) return;
  yield disclosed(exchange, surface, {
    saw: 'A list of files, as a web server makes it.',
    note: 'the listing',
    values: [],
  });
}
