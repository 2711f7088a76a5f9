import { serving } from './serving.ts';

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
