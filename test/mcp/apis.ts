import { Hono } from 'hono';
import type { LabApp } from '../../lab/app.ts';

/** A small API with a flaw that one rule finds at once: a list with addresses, open to everybody. */
export function leakyApi(): LabApp {
  const routes = new Hono();
  routes.get('/users', (c) =>
    c.json([
      {
        id: 1,
        name: 'Ada',
        email: 'ada.lovelace@corp-mail.net',
        passwordHash: '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy',
      },
    ]),
  );
  routes.get('/away', (c) => c.redirect('http://elsewhere.example/'));
  return { routes, openapi: documentOf('/users') };
}

/** The same, mended. */
export function mendedApi(): LabApp {
  const routes = new Hono();
  routes.get('/users', (c) => c.json([{ id: 1, name: 'Ada' }]));
  return { routes, openapi: documentOf('/users') };
}

/** Quick to get to know, but whoever asks as a page of elsewhere waits long: a scan can be caught under way. */
export function slowApi(): LabApp {
  const routes = new Hono();
  routes.use(async (c, next) => {
    if (c.req.header('origin') !== undefined) {
      await new Promise<void>((resolve) => {
        setTimeout(resolve, 15_000).unref();
      });
    }
    await next();
  });
  routes.get('/users', (c) => c.json([{ id: 1, name: 'Ada' }]));
  return { routes, openapi: documentOf('/users') };
}

function documentOf(path: string): object {
  return {
    openapi: '3.0.3',
    info: { title: 'Directory', version: '1.0.0' },
    paths: { [path]: { get: { operationId: 'list', responses: { '200': { description: 'all' } } } } },
  };
}
