import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, query } from '../documented.ts';
import { serving } from './serving.ts';

const TRACES = {
  python:
    'Traceback (most recent call last):\n  File "/srv/app/main.py", line 42, in read\n    return 1 / 0\nZeroDivisionError: division by zero',
  java: 'java.lang.IllegalStateException: no\n\tat com.shop.Cart.add(Cart.java:17)\n\tat com.shop.Api.post(Api.java:88)',
  node: 'TypeError: x\n    at read (/usr/src/app/routes/items.js:12:9)\n    at Layer.handle [as handle_request] (/usr/src/app/node_modules/express/lib/router/layer.js:95:5)',
  dotnet:
    'System.Exception: no\n   at Shop.Controllers.CartController.Get(Int32 id) in C:\\src\\Cart.cs:line 21\n   at Microsoft.AspNetCore.Mvc.Invoke(Object o)',
  php: '#0 /var/www/html/index.php(12): read()\n#1 {main}',
  ruby: "app/models/cart.rb:12:in `add'\napp/main.rb:3:in `run'",
  go: 'panic: boom\n\ngoroutine 17 [running]:\nmain.read(0x1)\n\t/app/main.go:12',
  rust: "thread 'tokio-runtime-worker' panicked at src/main.rs:12:5:\nindex out of bounds",
};

/** Fails on odd queries, as a handler without validation does. */
function failing(body: (odd: boolean) => object | string): LabApp {
  const app = new Hono();
  app.get('/items', (c) => {
    const odd = c.req.url.includes('mb');
    const said = body(odd);
    if (!odd) return c.json([]);
    return typeof said === 'string' ? c.text(said, 500) : c.json(said, 500);
  });
  return { routes: app };
}

export const languages = Object.entries(TRACES).map(([language, trace]) => ({
  language,
  asText: failing(() => trace),
  asJson: failing(() => ({ error: { message: 'failed', stack: trace } })),
}));
/** PHP where errors are displayed: a list in place of a text ends the script, and the status stays 200. */
export const displayed = {
  openapi: documented({ 'GET /holidays': { parameters: [query('country')] } }),
  routes: new Hono().get('/holidays', (c) =>
    c.req.queries('country[]')
      ? c.html(`<br />\n<b>Fatal error</b>:  Uncaught TypeError: daysOf()\nStack trace:\n${TRACES.php}`)
      : c.json([]),
  ),
} satisfies LabApp;
export const tidy = failing(() => ({ error: 'internal_error', id: '5f1c' }));
export const article = serving({
  '/items': (c) => c.html(`<h1>How to read a trace</h1><pre>${TRACES.python}</pre>`),
});
export const looser = failing(() => ({ error: 'Meet us at Cart.java:1 or at noon (see main.js:1:1)' }));
