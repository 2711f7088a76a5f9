import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { userOf } from '../bola/orders-api.ts';

const SCRIPT = `
async function call(method, path, data) {
  const headers = { Authorization: 'Bearer ' + sessionStorage.getItem('token') };
  let body;
  if (data instanceof FormData) body = data;
  else if (data !== undefined) { headers['Content-Type'] = 'application/json'; body = JSON.stringify(data); }
  return (await fetch(path, { method, headers, body })).json();
}
const api = {
  whoami: () => call('GET', '/api/whoami'),
  stalls: () => call('GET', '/api/stalls'),
  stall: (id) => call('GET', \`/api/stalls/\${id}\`),
  addStall: (title, cents) => call('POST', '/api/stalls', { title, cents }),
  dropStall: (id) => call('DELETE', \`/api/stalls/\${id}\`),
  addPhoto: (id, file) => { const f = new FormData(); f.append('photo', file); return call('POST', \`/api/stalls/\${id}/photos\`, f); },
  fetchPhoto: (id, link) => call('POST', \`/api/stalls/\${id}/photos/fetch\`, { link }),
  dropPhoto: (id, photo) => call('DELETE', \`/api/stalls/\${id}/photos/\${photo}\`),
  bid: (id, cents, text) => call('POST', \`/api/stalls/\${id}/offers\`, { cents, text }),
  myOffers: () => call('GET', '/api/offers'),
  accept: (id) => call('POST', \`/api/offers/\${id}/accept\`),
};`;

export interface Manners {
  /** Who may accept an offer: whoever runs the stall, or anybody. */
  readonly accepts?: 'seller' | 'anybody';
  /** Whether pages are taken for photos, and served as pages. */
  readonly takesPages?: boolean;
  /** Whether a link is fetched, whatever it leads to. */
  readonly fetches?: boolean;
}

interface Stall {
  readonly id: number;
  readonly seller: number;
  readonly title: string;
  readonly cents: number;
  state: 'live' | 'gone';
  photos: { readonly id: number; readonly url: string }[];
}

/**
 * A market without a document. Who removes a stall is shown it on, as gone; photos are listed in the record of their
 * stall alone and named by the service; nobody bids at his own stall, and offers have no address of their own.
 */
export function stalls({ accepts = 'seller', takesPages = false, fetches = false }: Manners): LabApp & {
  readonly live: () => number;
} {
  const all: Stall[] = [];
  const offers: { id: number; stall: Stall; buyer: number; cents: number; text: string; state: string }[] =
    [];
  const files = new Map<string, { readonly type: string; readonly bytes: string }>();
  let next = 20;
  const added = () => {
    next += 1;
    return next;
  };
  const asker = (c: Context) => userOf(c.req.header('authorization')) as number;
  const absent = (c: Context) => c.json({ error: 'no such thing' }, 404);
  const own = (c: Context) =>
    all.find((one) => one.id === Number(c.req.param('id')) && one.seller === asker(c));
  const routes = new Hono();
  routes.get('/', (c) => c.html('<html><script src="/app.js"></script><body>Stalls</body></html>'));
  routes.get('/app.js', (c) => c.body(SCRIPT, 200, { 'Content-Type': 'text/javascript' }));
  for (const path of ['/api/stalls', '/api/stalls/*', '/api/offers', '/api/offers/*', '/api/whoami'])
    routes.use(path, async (c, go) =>
      asker(c) === undefined ? c.json({ error: 'please log in' }, 401) : go(),
    );
  routes.get('/api/whoami', (c) => c.json({ id: asker(c), handle: `user${asker(c)}` }));
  routes.get('/api/stalls', (c) => c.json(all.filter(({ seller }) => seller === asker(c))));
  routes.post('/api/stalls', async (c) => {
    const { title, cents } = await c.req.json();
    if (typeof title !== 'string') return c.json({ error: 'title is not valid' }, 422);
    if (!Number.isInteger(cents) || cents < 50) return c.json({ error: 'cents must be at least 50' }, 422);
    const one: Stall = { id: added(), seller: asker(c), title, cents, state: 'live', photos: [] };
    all.push(one);
    return c.json(one, 201);
  });
  routes.get('/api/stalls/:id', (c) => {
    const one = all.find(({ id }) => id === Number(c.req.param('id')));
    const isShown = one && (one.seller === asker(c) || one.state === 'live');
    return isShown ? c.json(one) : absent(c);
  });
  routes.delete('/api/stalls/:id', (c) => {
    const one = own(c);
    if (one) one.state = 'gone';
    return one ? c.json({ removed: one.id }) : absent(c);
  });
  const keep = (one: Stall, type: string, bytes: string) => {
    const name = randomBytes(6).toString('hex');
    files.set(name, { type, bytes });
    const photo = { id: added(), url: `/files/${name}` };
    one.photos.push(photo);
    return photo;
  };
  routes.post('/api/stalls/:id/photos', async (c) => {
    const one = own(c);
    const photo = (await c.req.parseBody()).photo;
    if (!one) return absent(c);
    if (!(photo instanceof File)) return c.json({ error: 'photo is missing' }, 422);
    if (!takesPages && !photo.type.startsWith('image/')) return c.json({ error: 'pictures only' }, 415);
    return c.json(keep(one, takesPages ? photo.type : 'image/png', await photo.text()), 201);
  });
  routes.post('/api/stalls/:id/photos/fetch', async (c) => {
    const one = own(c);
    const { link } = await c.req.json();
    if (!one) return absent(c);
    if (typeof link !== 'string' || !link.startsWith('http'))
      return c.json({ error: 'link is not valid' }, 422);
    if (fetches && /^http:\/\/127\./.test(link)) await fetch(link).catch(() => undefined);
    return c.json({ error: 'the link gave no picture' }, 422);
  });
  routes.delete('/api/stalls/:id/photos/:photo', (c) => {
    const one = own(c);
    const before = one?.photos.length ?? 0;
    if (one) one.photos = one.photos.filter(({ id }) => id !== Number(c.req.param('photo')));
    return one && one.photos.length < before ? c.json({ removed: true }) : absent(c);
  });
  routes.get('/files/:name', (c) => {
    const file = files.get(c.req.param('name'));
    return file ? c.body(file.bytes, 200, { 'Content-Type': file.type }) : absent(c);
  });
  routes.post('/api/stalls/:id/offers', async (c) => {
    const stall = all.find(({ id, state }) => id === Number(c.req.param('id')) && state === 'live');
    if (!stall) return absent(c);
    if (stall.seller === asker(c)) return c.json({ error: 'this is your own stall' }, 409);
    const { cents, text } = await c.req.json();
    if (!Number.isInteger(cents) || cents < 1 || cents > stall.cents)
      return c.json({ error: `cents must be a whole number from 1 to ${stall.cents}` }, 422);
    const one = { id: added(), stall, buyer: asker(c), cents, text: String(text), state: 'open' };
    offers.push(one);
    return c.json({ id: one.id, cents, state: one.state }, 201);
  });
  const told = ({ stall, buyer: _buyer, ...rest }: (typeof offers)[number]) => ({
    ...rest,
    stall_id: stall.id,
  });
  routes.get('/api/offers', (c) => c.json(offers.filter(({ buyer }) => buyer === asker(c)).map(told)));
  routes.post('/api/offers/:id/accept', (c) => {
    const one = offers.find(({ id }) => id === Number(c.req.param('id')));
    if (!one || (accepts === 'seller' && one.stall.seller !== asker(c))) return absent(c);
    if (one.state !== 'open') return c.json({ error: 'offer is not open' }, 409);
    one.state = 'accepted';
    return c.json(told(one));
  });
  return { routes, live: () => all.filter(({ state }) => state === 'live').length };
}
