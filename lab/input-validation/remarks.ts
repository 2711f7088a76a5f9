import { type Context, Hono } from 'hono';
import { html, raw } from 'hono/html';
import type { Identity } from '../../src/identities/identity.ts';
import type { LabApp } from '../app.ts';
import { documented, pathParameter } from '../documented.ts';

interface Behaviour {
  /** How the page of an article writes what was remarked. */
  readonly write: (words: string) => unknown;
  /** What a remark holds beside its words. */
  readonly signed?: boolean;
}

export const nora: Identity = {
  name: 'nora',
  credentials: [{ kind: 'bearer', token: 'nora-of-remarks-3Wq' }],
};
const TEXT = { type: 'string' };
const secured = { security: [{ bearer: [] }] };
const SLUGS = ['lamps-and-light', 'chairs-for-tall-people'];

/** Articles that everybody reads, and remarks on them, shown on a page for people beside the API. */
export function remarks({ write, signed = false }: Behaviour): LabApp & { readonly left: () => number } {
  const all: {
    readonly id: number;
    readonly slug: string;
    readonly words: string;
    readonly title?: string;
  }[] = [{ id: 11, slug: 'lamps-and-light', words: 'Good to know.' }];
  let next = 11;
  const routes = new Hono();
  const isKnown = (c: Context) => c.req.header('Authorization') === 'Bearer nora-of-remarks-3Wq';
  const absent = (c: Context) => c.json({ error: 'nothing there' }, 404);
  routes.get('/api/me', (c) => (isKnown(c) ? c.json({ name: 'nora' }) : c.json({ error: 'log in' }, 401)));
  routes.get('/api/articles', (c) => c.json(SLUGS.map((slug) => ({ slug }))));
  routes.get('/api/articles/:slug', (c) => {
    const slug = SLUGS.find((one) => one === c.req.param('slug'));
    return slug ? c.json({ slug }) : absent(c);
  });
  routes.get('/api/articles/:slug/remarks', (c) =>
    c.json(all.filter(({ slug }) => slug === c.req.param('slug'))),
  );
  routes.post('/api/articles/:slug/remarks', async (c) => {
    if (!isKnown(c)) return c.json({ error: 'log in' }, 401);
    const slug = SLUGS.find((one) => one === c.req.param('slug'));
    const { text, title } = await c.req.json().catch(() => ({}));
    if (!slug) return absent(c);
    if (typeof text !== 'string' || (signed && typeof title !== 'string'))
      return c.json({ error: 'text' }, 422);
    next += 1;
    const remark = { id: next, slug, words: text, ...(signed ? { title } : {}) };
    all.push(remark);
    return c.json({ id: remark.id, slug, text }, 201);
  });
  routes.delete('/api/remarks/:id', (c) => {
    const at = all.findIndex(({ id }) => String(id) === c.req.param('id'));
    if (!isKnown(c)) return c.json({ error: 'log in' }, 401);
    if (at < 1) return absent(c);
    all.splice(at, 1);
    return c.body(null, 204);
  });
  routes.get('/articles/:slug', (c) => {
    const slug = SLUGS.find((one) => one === c.req.param('slug'));
    if (!slug) return absent(c);
    const items = all.filter((one) => one.slug === slug).map(({ words }) => html`<li>${write(words)}</li>`);
    return c.html(html`<h1>${slug}</h1><ul>${items}</ul>`);
  });
  const slug = { parameters: [pathParameter('slug', 'lamps-and-light')] };
  const properties = { text: TEXT, ...(signed ? { title: TEXT } : {}) };
  const schema = { type: 'object', properties, required: Object.keys(properties) };
  const requestBody = { required: true, content: { 'application/json': { schema } } };
  const openapi = documented(
    {
      'GET /api/me': secured,
      'GET /api/articles': {},
      'GET /api/articles/{slug}': slug,
      'GET /api/articles/{slug}/remarks': slug,
      'POST /api/articles/{slug}/remarks': { ...secured, ...slug, requestBody },
      'DELETE /api/remarks/{id}': { ...secured, parameters: [pathParameter('id', '11')] },
      'GET /articles/{slug}': slug,
    },
    { components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } } },
  );
  return { routes, openapi, left: () => all.length - 1 };
}

export const remarksAsWritten = remarks({ write: (words) => raw(words) });
export const remarksEscaped = remarks({ write: (words) => words });
export const signedRemarksAsWritten = remarks({ write: (words) => raw(words), signed: true });
