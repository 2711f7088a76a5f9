import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

interface Parameter {
  readonly name: string;
  readonly schema: object;
  readonly example?: unknown;
}

/** The same service, asked in other parts of the head: what was in the query is in headers `X-…`, or in cookies. */
export function askedByHeader(lab: LabApp, where: 'header' | 'cookie'): LabApp {
  const { paths } = lab.openapi as { paths: Record<string, { get?: { parameters: readonly Parameter[] } }> };
  const [path = '', item] = Object.entries(paths)[0] ?? [];
  const own = (name: string) => (where === 'header' ? `X-${name}` : name);
  const parameters = item?.get?.parameters ?? [];
  const { routes } = lab;
  if (!(routes instanceof Hono)) throw new TypeError('only for labs made of routes');
  return {
    openapi: documented({
      [`GET ${path}`]: { parameters: parameters.map((one) => ({ ...one, in: where, name: own(one.name) })) },
    }),
    routes: new Hono().get(path, (c) => {
      const asked = parameters.flatMap(({ name }): [string, string][] => {
        const value = where === 'header' ? c.req.header(own(name)) : getCookie(c, name);
        return value === undefined ? [] : [[name, value]];
      });
      return routes.request(`${path}?${new URLSearchParams(asked)}`);
    }),
  };
}
