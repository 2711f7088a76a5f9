import type { Context } from 'hono';
import { documented } from '../documented.ts';
import { serving } from './serving.ts';

const forBrowsers = (html: string) => (c: Context) =>
  (c.req.header('accept') ?? '').startsWith('text/html') ? c.html(html) : c.json(['dump.sql', 'keys.kdbx']);

/** Gives programs the bare names, and browsers a page, as Express does. */
export const express = serving(
  {
    '/share': forBrowsers(
      '<title>listing directory /share</title><ul><li><a href="/share/dump.sql">dump.sql</a>',
    ),
  },
  documented({ 'GET /share': {} }),
);
/** An operation that lists names to programs, and has a page about itself. */
export const nameList = serving(
  { '/share': forBrowsers('<title>Shares</title><a href="/">home</a>') },
  documented({ 'GET /share': {} }),
);

export const nginx = serving({
  '/uploads/': (c) =>
    c.html(
      '<html><head><title>Index of /uploads/</title></head><body><h1>Index of /uploads/</h1><hr><pre><a href="../">../</a><a href="dump.sql">dump.sql</a></pre></body></html>',
    ),
});
export const python = serving({
  '/files/': (c) => c.html('<title>Directory listing for /files/</title><ul><li><a href="a">a</a></ul>'),
});
export const page = serving({
  '/uploads/': (c) => c.html('<title>Uploads</title><h1>Index of our services</h1><a href="/">home</a>'),
});
export const catchAll = serving({ '*': (c) => c.html('<title>Shop</title><a href="/">home</a>') });
