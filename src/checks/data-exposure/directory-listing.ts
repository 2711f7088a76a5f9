import { isRisky } from '../../discovery/risky-path.ts';
import type { Surface } from '../../discovery/surface.ts';
import type { Exchange, HeaderList } from '../../http/exchange.ts';
import { mediaType, succeeded } from '../../http/exchange.ts';
import type { KnownPath } from '../../places/known-paths.ts';
import { knownPaths } from '../../places/known-paths.ts';
import type { PlaceKind } from '../../places/place.ts';
import { disclosed, readableText } from '../disclosure.ts';
import type { Detection } from '../rule.ts';
import { defineRule } from '../rule.ts';

const FOLDERS: readonly KnownPath[] = ['/static/', '/uploads/', '/files/'].map((path) => ({ path }));
/** What folders of files are called, where a document or a page names them as operations. */
const FOLDER_NAME =
  /\/(?:files?|uploads?|static|assets|media|public|downloads?|ftp|shared?|backups?|logs?|documents|docs|images|attachments|exports?)\/?$/i;
/** Listings are made for browsers: the same folder may give programs a bare list of names. */
const BROWSER: HeaderList = [['Accept', 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8']];

const folders: PlaceKind<KnownPath> = {
  ...knownPaths(FOLDERS),
  find: ({ surface }) => [
    ...FOLDERS,
    ...surface.operations.flatMap(({ method, path, server }) => {
      const isFolder = method === 'GET' && !path.includes('{') && FOLDER_NAME.test(path) && !isRisky(path);
      if (!isFolder || !server.startsWith(surface.target.origin)) return [];
      const whole = server.slice(surface.target.origin.length) + path;
      return FOLDERS.some((known) => known.path === whole) ? [] : [{ path: whole }];
    }),
  ],
};

/** Titles that servers give their listings: Apache, nginx, Python, IIS, Tomcat, Express, Jetty, Caddy. */
const LISTING =
  /<title>\s*(?:Index of \/|Directory listing for |listing directory |Directory: \/)|<h1>Index of \/|<pre><a href="\?C=N;O=D">|<A HREF="[^"]*">\[To Parent Directory\]<\/A>/i;

export const directoryListing = defineRule({
  id: 'directory-listing',
  title: 'Directory listing enabled',
  aliases: ['directory browsing', 'autoindex', 'Options Indexes', 'security misconfiguration'],
  severity: 'low',
  cwe: [548],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone can see and download every file in the folder: uploads of other users, backups, forgotten files. The web server lists its content.',
  remediation:
    'Turn off directory listings in the web server (autoindex off, Options -Indexes), and serve files by name only.',
  inspect,
  places: folders,
  async judge({ path }, { surface, anonymous }) {
    return [
      ...inspect(await anonymous.once({ url: surface.target.origin + path, headers: BROWSER }), surface),
    ];
  },
});

function* inspect(exchange: Exchange, surface: Surface): Generator<Detection> {
  if (!succeeded(exchange) || !/html/.test(mediaType(exchange.response))) return;
  const start = readableText(exchange).slice(0, 4_000);
  if (!LISTING.test(start) || !/<a href/i.test(start)) return;
  yield disclosed(exchange, surface, {
    evidenceSummary: 'A directory listing of the web server.',
    note: 'the listing',
    values: [],
  });
}
