import type { LabApp } from '../app.ts';
import { serving } from '../data-exposure/serving.ts';

/** One real example of each kind of file or page that should not be public. */
export const FILES: Readonly<Record<string, string | Uint8Array>> = {
  '/actuator/env': '{"activeProfiles":[],"propertySources":[{"name":"systemProperties"}]}',
  '/debug/vars': '{"cmdline":["/app"],"memstats":{"Alloc":1}}',
  '/.git/HEAD': 'ref: refs/heads/main\n',
  '/.env': 'APP_ENV=production\nDB_PASSWORD=k7Jq2mVw9Xr4\n',
  '/backup.sql': '-- MySQL dump 10.13  Distrib 8.0.33\nCREATE TABLE users (id int);',
  '/backup.zip': Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0]),
  '/appsettings.json': '{"ConnectionStrings":{"Db":"Server=db;Password=k7Jq2mVw9Xr4"}}',
  '/docker-compose.yml': 'services:\n  web:\n    image: shop:1\n',
  '/graphiql': '<html><title>GraphiQL</title><script src="graphiql.min.js"></script></html>',
};

const VARIABLES = {
  plain: '["/app","--data-dir","/var/lib/app","--token-file","/run/token"]',
  flag: '["/app","--db-password=k7Jq2mVw9Xr4"]',
  address: '["/app","--database","postgres://shop:k7Jq2mVw9Xr4@db/shop"]',
};
/** Go's expvar of a program that was started so. */
export const variables = (started: keyof typeof VARIABLES) =>
  serving({ '/debug/vars': (c) => c.text(`{"cmdline":${VARIABLES[started]},"memstats":{"Alloc":1}}`) });

/** Serves these files, and 404 elsewhere. */
export function files(...paths: readonly string[]): LabApp {
  return serving(
    Object.fromEntries(
      paths.map((path) => [
        path,
        () => {
          const body = FILES[path] ?? '';
          const html = typeof body === 'string' && body.startsWith('<');
          const type = html
            ? 'text/html'
            : typeof body === 'string'
              ? 'text/plain'
              : 'application/octet-stream';
          return new Response(body as string, { headers: { 'Content-Type': type } });
        },
      ]),
    ),
  );
}

/** Queries for programs, a console for browsers, at one path. */
export const consoleForBrowsers = serving({
  '/graphql': (c) =>
    c.req.header('accept')?.startsWith('text/html')
      ? c.html(FILES['/graphiql'] as string)
      : c.json({ data: { __typename: 'Query' } }),
});
/** A single-page app: one page, 200, for everything. */
export const singlePage = serving({
  '*': (c) => c.html('<!doctype html><html><title>Shop</title><div id="root"></div></html>'),
});
/** Says everything with 200. */
export const softAbsent = serving({ '*': (c) => c.json({ status: 'error', message: `no ${c.req.path}` }) });
/** A catch-all that quotes what such files hold; a documentation of itself, so to say. */
export const quoting = serving({
  '*': (c) =>
    c.text(
      Object.values(FILES)
        .filter((body) => typeof body === 'string')
        .join('\n'),
    ),
});
/** Refuses everything that nobody is logged in for. */
export const closed = serving({ '*': (c) => c.json({ error: 'unauthorized' }, 401) });
/** Sends everybody to the login. */
export const redirecting = serving({ '*': (c) => c.redirect('/login') });
/** The paths are there and hold something harmless. */
export const harmless = serving(
  Object.fromEntries(Object.keys(FILES).map((path) => [path, { status: 'ok', note: 'nothing to see' }])),
);
export const health = serving({
  '/actuator/health': { status: 'UP' },
  '/actuator': { _links: { health: { href: '/actuator/health' } } },
});
