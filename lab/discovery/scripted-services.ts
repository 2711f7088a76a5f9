import { Hono } from 'hono';
import type { LabApp } from '../app.ts';

const CLIENT = `/* warehouse client; the old counter is at /old/count */
var base = '/api';
function call(method, url, body) {
  return fetch(url, { method: method, body: body ? JSON.stringify(body) : undefined });
}
var stock = {
  all: function (page) { return call('GET', base + '/stock?page=' + page + (open ? '&open=' + open : '')); },
  one: function (id) { return call('GET', base + '/stock/' + id); },
  lot: function (id, lot) { return call('GET', base + '/stock/' + id + '/lots/' + lot + '/sheet'); },
  add: function (d) { return call('POST', base + '/stock', { sku: d.sku, count: d.count }); },
};
function slip(id) { return call('GET', base + '/slip.php?id=' + id); }
function view(id) { return call('GET', base + '/paper.php?action=view&id=' + encodeURIComponent(id)); }
function wipe(id) { return call('GET', base + '/paper.php?action=wipe&id=' + id); }
function leave(id) { return call('GET', base + '/people/' + id + '/leave'); }
var sheet = base + '/reports/stock.csv';
fetch('/static/settings.json'); // add ?verbose=1
import('./more.js');
router.add('/screens/:tab/:panel');
cache.get('/'); cache.delete('/' + key);`;

const MORE = `const client = axios.create({ baseURL: '/api/v2' });
const routes = { all: '/crates', one: (id) => \`/crates/\${id}\` };
client.get(routes.all, { params: { sort, limit: 10 } });
client.get(routes.one(7));
client.patch(\`/crates/\${crate.id}\`, { label });
const x = new XMLHttpRequest(); x.open('PUT', '/api/me');`;

/** A page whose scripts alone say what there is; unknown paths answer 404, or the page where it catches all. */
export function scripted(asked: string[], catchAll = false): LabApp {
  const page =
    '<!doctype html><!-- for the team: /internal/pulse --><script src="/static/client.js"></script>';
  const routes = new Hono()
    .use(async (c, next) => {
      asked.push(`${c.req.method} ${c.req.path}${new URL(c.req.url).search}`);
      await next();
    })
    .get('/', (c) => c.html(page))
    .get('/static/client.js', (c) => c.body(CLIENT, 200, { 'Content-Type': 'text/javascript' }))
    .get('/static/more.js', (c) => c.body(MORE, 200, { 'Content-Type': 'text/javascript' }))
    .get('/static/settings.json', (c) => c.json({ theme: 'dark', about: '/beta/about' }))
    .get('/internal/pulse', (c) => c.json({ ok: true }))
    .get('/old/count', (c) => c.json({ count: 3 }))
    .get('/beta/about', (c) => c.json({ since: 2019 }))
    .get('/api/stock', (c) =>
      c.json({ items: [{ slug: 'nails' }, { slug: 'screws' }], hint: '/api/stock/nails' }),
    )
    .get('/api/stock/:id', (c) => c.json({ slug: c.req.param('id') }))
    .get('/api/reports/stock.csv', (c) => c.text('sku,count\n'))
    .get('/api/v2/crates', (c) => c.json([{ id: 7 }]));
  if (catchAll) routes.get('*', (c) => c.html(page));
  return { routes };
}
