import { Hono } from 'hono';
import type { LabApp } from '../app.ts';

const UUID = '0b7c9a52-3d1e-4f6a-9b8c-1d2e3f405162';

/** HAL: the root leads everywhere, a list leads to its items. */
/** An index of versions, and URI templates with path expressions (RFC 6570 section 3.2.6). */
export const versionIndex: LabApp = {
  routes: new Hono()
    .get('/api', (c) => c.json([{ url: '/api/v1', version: 1 }]))
    .get('/api/v1', (c) => c.json([{ features: [], tools_url: '/api/v1/tools{/tool}' }]))
    .get('/api/v1/tools', (c) => c.json([{ id: 'drill', url: '/api/v1/tools/drill' }]))
    .get('/api/v1/tools/:tool', (c) =>
      c.req.param('tool') === 'drill'
        ? c.json({ id: 'drill', price: 3 })
        : c.json({ error: 'not found' }, 404),
    ),
};

export const hal: LabApp = {
  routes: new Hono()
    .get('/', (c) =>
      c.json({
        _links: {
          self: { href: '/' },
          orders: { href: '/orders{?page}', templated: true },
          find: { href: '/customers/{id}', templated: true },
        },
      }),
    )
    .get('/orders', (c) =>
      c.json({
        _embedded: {
          orders: [7, 8, 9, 10].map((id) => ({
            id,
            _links: { self: { href: `/orders/${id}` }, customer: { href: `/customers/${UUID}` } },
          })),
        },
      }),
    )
    .get('/orders/:id', (c) =>
      c.json({
        id: Number(c.req.param('id')),
        _links: { lines: { href: `/orders/${c.req.param('id')}/lines/1` } },
      }),
    )
    .get('/orders/:id/lines/:line', (c) => c.json({ id: 1 }))
    .get('/customers/:id', (c) => c.json({ id: c.req.param('id'), name: 'Ada' })),
};

/** JSON:API: absolute URLs, pagination, resource ids. */
export const jsonApi: LabApp = {
  routes: new Hono()
    .get('/articles', (c) => {
      const origin = new URL(c.req.url).origin;
      return c.json({
        links: { self: `${origin}/articles`, next: `${origin}/articles?page=2` },
        data: [
          { type: 'articles', id: 'dune', links: { self: `${origin}/articles/dune` } },
          { type: 'articles', id: 'emma', links: { self: `${origin}/articles/emma` } },
        ],
      });
    })
    .get('/articles/:slug', (c) => c.json({ data: { id: c.req.param('slug') } })),
};

/** A page whose script sends the requests, a form, and what robots should not read. */
export const website: LabApp = {
  routes: new Hono()
    .get('/', (c) =>
      c.html(`<!doctype html><a href="/about">About</a><a href="https://elsewhere.example/api/x">Partner</a>
        <form action="/api/feedback" method="post"></form><link rel="stylesheet" href="/style">
        <script>fetch('/api/prices').then(show); const one = (id) => axios.get(\`/api/prices/\${id}/history\`)</script>
        <script src="/bundle.js"></script>`),
    )
    .get('/about', (c) => c.html('<p>About us</p>'))
    .get('/bundle.js', (c) =>
      c.body('api.get("/api/stock"); x.open("GET", "/api/old")', 200, { 'Content-Type': 'text/javascript' }),
    )
    .get('/robots.txt', (c) => c.text('User-agent: *\nDisallow: /api/internal\nDisallow: /*.pdf$\n'))
    .get('/api/prices', (c) => c.json([{ amount: 1 }]))
    .get('/api/stock', (c) => c.json([{ left: 1 }]))
    .get('/api/old', (c) => c.json({ old: true }))
    .get('/api/internal', (c) => c.json({ secret: 'plan' })),
};

/** Everything that must not be asked is linked; whoever asks it ends the session. */
export function dangerous(asked: string[]): LabApp {
  const routes = new Hono().get('/', (c) =>
    c.json({
      links: {
        out: '/logout',
        off: '/session/signOut',
        del: '/users/7/delete',
        un: '/mail/unsubscribe?u=7',
        drop: '/admin/resetDb',
        fine: '/users/7',
      },
    }),
  );
  routes.all('*', (c) => {
    asked.push(c.req.path);
    return c.req.path === '/users/7' ? c.json({ id: 7 }) : c.notFound();
  });
  return { routes };
}

/** Names its operations on its home page, and says by Allow what else they take. */
export const listed: LabApp = {
  routes: new Hono()
    .get('/', (c) => c.json({ endpoints: ['GET /notes', 'POST /notes', 'GET /notes/:id'] }))
    .get('/notes', (c) => c.json([{ id: 1 }]))
    .options('/notes', (c) => c.body(null, 204, { Allow: 'GET, HEAD, POST, DELETE' }))
    .get('/login', (c) => c.json({ error: 'method' }, 405, { Allow: 'POST' })),
};

/** Links without end. */
export const endless: LabApp = {
  routes: new Hono().get('*', (c) => {
    const at = c.req.path.replace(/\/$/, '');
    return c.json({
      links: Array.from({ length: 30 }, (_none, n) => `${at}/word${String.fromCharCode(97 + n)}x`),
      here: at,
    });
  }),
};

/** Words as keys, hidden from the document: one undocumented operation beside documented ones. */
export const undocumentedOperation: LabApp = {
  openapi: {
    openapi: '3.0.3',
    info: { title: 'Lab', version: '1' },
    paths: { '/books': { get: { responses: { 200: { description: 'OK' } } } } },
  },
  routes: new Hono()
    .get('/', (c) => c.json({ links: ['/books', '/secret-stats', '/openapi.json'] }))
    .get('/books', (c) => c.json([{ id: 1, title: 'Dune' }]))
    .get('/secret-stats', (c) => c.json({ sold: 4 })),
};

/** A page for people, whose links and forms do things by GET; \`asked\` hears each path. */
export function doing(asked: string[]): LabApp {
  const page = `<html><body>
    <a href="/stock">Stock</a> <a href="/go/1">Start over</a> <a href="/go/2" data-method="delete">Old</a>
    <a href="/go/3" onclick="return confirm('Sure?')">Three</a> <a href="/restoreDb">x</a>
    <a href="/items/{{id}}">tpl</a> <a href="/items/\${item.id}">tpl</a> <a href="/items/:id">tpl</a>
    <form action="/level"><input name="to"><button>Go</button></form>
    <form action="/find"><input name="q"></form>
    <a href="/tool/a">A</a> <a href="/tool/b">B</a> <a href="/tool/c">C</a>
    <a href="/hop/a">A</a> <a href="/hop/b">B</a>
    <a href="/jar/a">A</a> <a href="/jar/b">B</a>
    <script>fetch('/api/wipe-log', { method: 'DELETE' }); fetch('/api/rows'); axios.post('/api/rows/new');</script>
    </body></html>`;
  const routes = new Hono();
  routes.all('*', (c) => {
    const { path } = c.req;
    asked.push(path);
    if (path === '/') return c.html(page);
    if (path.startsWith('/tool/')) return c.text('The database was restored.');
    if (path.startsWith('/hop/')) return c.redirect('/');
    if (path.startsWith('/jar/')) return c.json({ a: 1 }, 200, { 'Set-Cookie': 'level=2' });
    if (path === '/stock' || path === '/find' || path === '/api/rows') return c.json([{ id: 1 }]);
    return c.notFound();
  });
  return { routes };
}

/** One page answers what its address asks, the other is the same whatever is asked. */
export const pages: LabApp = {
  routes: new Hono()
    .get('/', (c) => c.html('<a href="/find?term=lamp">Lamps</a> <a href="/about?from=home">About us</a>'))
    .get('/find', (c) => c.html(`<h1>Results for ${c.req.query('term')?.replace(/\W/g, '') ?? ''}</h1>`))
    .get('/about', (c) => c.html('<h1>About us</h1>')),
};
