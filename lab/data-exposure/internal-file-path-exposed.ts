import { serving } from './serving.ts';

const failingWith = (said: string) =>
  serving({ '/items': (c) => (c.req.url.includes('mb') ? c.json({ error: said }, 500) : c.json([])) });

export const unix = failingWith('cannot open /srv/shop/config/settings.yaml');
export const windows = failingWith('Could not find file C:\\inetpub\\shop\\web.config');
export const urls = failingWith('See https://docs.bletchley.org.uk/app/guide.html and /data/items for help');
export const requested = serving({
  '/items': (c) =>
    c.req.url.includes('mb') ? c.json({ error: `no ${new URL(c.req.url).pathname}` }, 404) : c.json([]),
});
