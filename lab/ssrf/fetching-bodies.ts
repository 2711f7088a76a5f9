import http from 'node:http';
import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, pathParameter } from '../documented.ts';
import { jsonBody } from '../input-validation/bodies.ts';
import { plain } from '../property-authorization/own-profile.ts';

const text = { type: 'string' };

/** Fetches from loopback only, so that no test leaves the machine; `0` and IPv6 are loopback too. */
export function fetched(address: string): Promise<string> {
  return new Promise((resolve) => {
    const { hostname } = URL.canParse(address) ? new URL(address) : { hostname: '' };
    if (!/^(?:127\.0\.0\.1|localhost|0\.0\.0\.0|\[::1\])$/.test(hostname)) return resolve('nothing');
    const asked = http.get(address, { agent: false }, (answer) => {
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

type Answer = (url: string) => Promise<readonly [body: object, status: 200 | 422]>;

const pinging = (answer: Answer): LabApp => ({
  openapi: documented({
    'POST /hooks/ping': jsonBody({ delivery: { type: 'object', properties: { url: text } } }),
    'GET /pulse': {},
  }),
  routes: new Hono()
    .get('/pulse', (c) => c.json({ ok: true }))
    .post('/hooks/ping', async (c) => {
      const { delivery } = await c.req.json();
      const [body, status] = await answer(String(delivery?.url));
      return c.json(body, status);
    }),
});

export const showing = pinging(async (url) => [{ answered: await fetched(url) }, 200]);
export const blind = pinging(async (url) => [{ delivered: (await fetched(url)) !== 'nothing' }, 200]);
/** Looks at the host after it was parsed, and forgets some. */
export const refusing = (...hosts: readonly string[]) =>
  pinging(async (url) => {
    const { hostname } = URL.canParse(url) ? new URL(url) : { hostname: '' };
    if (hosts.includes(hostname)) return [{ error: 'not a public address' }, 422];
    return [{ answered: await fetched(url) }, 200];
  });
/** The same, said with 200 as everything is. */
export const refusingKindly = pinging(async (url) => {
  if (new URL(url).hostname === '127.0.0.1') return [{ ok: false, reason: 'private address' }, 200];
  return [{ ok: true, answered: await fetched(url) }, 200];
});
export const refusingAll = pinging(async () => [{ error: 'not a public address' }, 422]);
/** Repeats the address and asks nobody. */
export const repeating = pinging(async (url) => [{ willCall: url }, 200]);

export interface Hooks extends LabApp {
  left(): number;
}

/** Hooks that anybody adds; what is added is called when somebody tries it out. */
export function hooks(call: (url: string) => Promise<object>, { onAdding = false } = {}): Hooks {
  const one = [pathParameter('id', '1', { type: 'integer' })];
  const kept = new Map<number, { id: number; label: string; url: string }>();
  let next = 1;
  const routes = new Hono()
    .get('/webhooks', (c) => c.json([...kept.values()]))
    .post('/webhooks', async (c) => {
      const { label, url } = await c.req.json();
      const hook = { id: next, label, url };
      next += 1;
      kept.set(hook.id, hook);
      if (onAdding) await call(url);
      return c.json(hook, 201);
    })
    .get('/webhooks/:id', (c) => {
      const hook = kept.get(Number(c.req.param('id')));
      return hook ? c.json(hook) : c.json({ error: 'no such hook' }, 404);
    })
    .post('/webhooks/:id/test', async (c) => {
      const hook = kept.get(Number(c.req.param('id')));
      return hook ? c.json(await call(hook.url)) : c.json({ error: 'no such hook' }, 404);
    })
    .delete('/webhooks/:id', (c) =>
      kept.delete(Number(c.req.param('id'))) ? c.body(null, 204) : c.json({ error: 'no such hook' }, 404),
    );
  return {
    openapi: documented({
      'GET /webhooks': {},
      'POST /webhooks': jsonBody(
        { label: text, url: { ...text, format: 'uri' } },
        { required: ['label', 'url'] },
      ),
      'GET /webhooks/{id}': { parameters: one },
      'POST /webhooks/{id}/test': { parameters: one },
      'DELETE /webhooks/{id}': { parameters: one },
    }),
    routes,
    left: () => kept.size,
  };
}

export const triedOut = hooks(async (url) => ({ answer: await fetched(url) }));
export const calledAtOnce = hooks(async (url) => ({ ok: (await fetched(url)) !== '' }), { onAdding: true });
export const never = hooks(async () => ({ queued: true }));

/** Whoever has an account has a note taken from an address; nothing shows or removes it. `asked` counts. */
function notesFromLinks(keep: (url: string) => Promise<unknown>): LabApp & { readonly asked: () => number } {
  let asked = 0;
  const from = documented({
    'POST /notes/from-link': { security: [{ bearer: [] }], ...jsonBody({ link: text }) },
  });
  const openapi = plain.openapi as { paths: object };
  return {
    openapi: { ...openapi, paths: { ...openapi.paths, ...(from as typeof openapi).paths } },
    routes: new Hono()
      .post('/notes/from-link', async (c) => {
        if (!c.req.header('Authorization')) return c.json({ error: 'unauthorized' }, 401);
        asked += 1;
        const { link } = await c.req.json();
        return c.json({ status: 'success', note: await keep(String(link)) });
      })
      .route('/', plain.routes as Hono),
    asked: () => asked,
  };
}
export const noteFromLink = notesFromLinks(fetched);
export const noteOfLink = notesFromLinks(async (url) => url);
