import http from 'node:http';
import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, query } from '../documented.ts';

const openapi = documented({
  'GET /preview': { parameters: [query('url', { format: 'uri' }, { example: 'https://lab.example/' })] },
});
const WELCOME =
  '<!doctype html><title>Lab</title><p>Welcome to the preview service of the laboratory, please come in.</p>';

/** Fetches from loopback only, so that no test leaves the machine. */
function fetched(address: string, redirects = 0): Promise<string> {
  return new Promise((resolve) => {
    if (!address.startsWith('http://127.0.0.1:')) return resolve('nothing');
    const asked = http.get(address, { agent: false }, (answer) => {
      const { location } = answer.headers;
      if (location !== undefined && redirects > 0) return resolve(fetched(location, redirects - 1));
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (part) => {
        body += part;
      });
      answer.on('end', () => resolve(body));
    });
    asked.on('error', () => resolve('nothing'));
  });
}

const answering = (preview: (url: string) => Promise<object>): LabApp => ({
  openapi,
  routes: new Hono()
    .get('/', (c) => c.html(WELCOME))
    .get('/preview', async (c) => c.json(await preview(c.req.query('url') ?? ''))),
});

export const showing = answering(async (url) => ({ content: await fetched(url) }));
/** Fetches, and shows nothing of it. */
export const blind = answering(async (url) => ({ ok: (await fetched(url)) !== '' }));
/** Keeps the address for later and repeats it. */
export const storing = answering(async (url) => ({ saved: url }));
/** Called by a name that need not be an address, and fetched by whatever is sent. */
export const byShortName: LabApp = {
  openapi: documented({ 'GET /thumb': { parameters: [query('src')] } }),
  routes: new Hono().get('/thumb', async (c) => {
    const src = c.req.query('src') ?? '';
    return /^https?:/.test(src) ? c.body(await fetched(src)) : c.json({ error: 'bad source' }, 400);
  }),
};
/** Opens a file of its own by such a name. */
export const ownPictures: LabApp = {
  openapi: documented({ 'GET /thumb': { parameters: [query('src', {}, { example: 'moon.png' })] } }),
  routes: new Hono().get('/thumb', (c) =>
    c.req.query('src') === 'moon.png' ? c.body('PNG') : c.json({ error: 'no such picture' }, 404),
  ),
};
/** Refuses loopback as most people write it, and fetches it written otherwise. */
export const refusingOneSpelling: LabApp = {
  openapi,
  routes: new Hono().get('/preview', async (c) => {
    const url = c.req.query('url') ?? '';
    if (!URL.canParse(url) || url.includes('127.0.0.1')) return c.json({ error: 'not allowed' }, 400);
    return c.json({ content: await fetched(new URL(url).href) });
  }),
};
/** Refuses its own address, and follows redirects without looking where they lead. */
const refusingItself = (redirects: number): LabApp => ({
  openapi,
  routes: new Hono()
    .get('/', (c) => c.html(WELCOME))
    .get('/preview', async (c) => {
      const url = c.req.query('url') ?? '';
      const isOwn = URL.canParse(url) && new URL(url).host === c.req.header('host');
      if (!URL.canParse(url) || isOwn) return c.json({ error: 'not allowed' }, 400);
      return c.json({ content: await fetched(url, redirects) });
    }),
});
export const followingRedirects = refusingItself(3);
export const refusingRedirects = refusingItself(0);
/** Looks at the beginning of the text only. */
export const knowingOneBeginning: LabApp = {
  openapi,
  routes: new Hono().get('/preview', async (c) => {
    const url = c.req.query('url') ?? '';
    if (!/^https?:\/\/lab\.example/.test(url)) return c.json({ error: 'not allowed' }, 400);
    return c.json({ content: await fetched(url.replace('lab.example@', '')) });
  }),
};
/** Looks at the host that the address names. */
export const knowingOneHost: LabApp = {
  openapi,
  routes: new Hono().get('/preview', async (c) => {
    const url = c.req.query('url') ?? '';
    if (!URL.canParse(url) || new URL(url).hostname !== 'lab.example')
      return c.json({ error: 'not allowed' }, 400);
    return c.json({ content: 'nothing' });
  }),
};
/** Shows its front page to everybody, whatever is asked. */
export const catchAll: LabApp = { openapi, routes: new Hono().get('*', (c) => c.html(WELCOME)) };

/** In a cloud: stands in for what the metadata service would answer. */
export const inCloud = answering(async (url) => ({
  content:
    url === 'http://169.254.169.254/latest/meta-data/'
      ? 'ami-id\nhostname\ninstance-id\nsecurity-groups\n'
      : 'timeout',
}));
/** Shows an example of such a list whatever is asked. */
export const cloudManual = answering(async () => ({
  content: 'For example: ami-id, instance-id, security-groups',
}));
