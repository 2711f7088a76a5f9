import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';
import { formBody, jsonBody } from './bodies.ts';

interface Parameter {
  readonly name: string;
  readonly schema: object;
  readonly example?: unknown;
}

/** The same service, asked by POST: what was in the query is in a body of JSON, or in a form. */
export function askedByPost(lab: LabApp, mediaType: 'json' | 'form' = 'json'): LabApp {
  const { paths } = lab.openapi as { paths: Record<string, { get?: { parameters: readonly Parameter[] } }> };
  const [path = '', item] = Object.entries(paths)[0] ?? [];
  const properties = Object.fromEntries(
    (item?.get?.parameters ?? []).map(({ name, schema, example }) => [name, { ...schema, example }]),
  );
  const body =
    mediaType === 'json' ? jsonBody(properties) : formBody('application/x-www-form-urlencoded', properties);
  const { routes } = lab;
  if (!(routes instanceof Hono)) throw new TypeError('only for labs made of routes');
  return {
    openapi: documented({ [`POST ${path}/search`]: body, 'GET /pulse': {} }),
    routes: new Hono()
      .get('/pulse', (c) => c.json({ ok: true }))
      .post(`${path}/search`, async (c) => {
        const members = mediaType === 'json' ? await c.req.json() : await c.req.parseBody();
        const query = new URLSearchParams(
          Object.entries(members).flatMap(([name, held]) => pairs(name, held)),
        );
        return routes.request(`${path}?${query}`, { headers: { accept: c.req.header('accept') ?? '*/*' } });
      }),
  };
}

/** `{"$ne": v}` as parsers of query strings would have read it. */
function pairs(name: string, held: unknown): [string, string][] {
  if (typeof held !== 'object' || held === null) return [[name, String(held)]];
  return Object.entries(held).map(([operator, value]) => [`${name}[${operator}]`, [value].flat().join()]);
}
