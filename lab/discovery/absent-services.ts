import { randomUUID } from 'node:crypto';
import type http from 'node:http';
import type { LabApp } from '../app.ts';

type Answer = (path: string, response: http.ServerResponse) => void;

/** `/users` and `/tiny` are real; what else is asked gets `absent`. */
function serving(absent: Answer): LabApp {
  return {
    routes: (request: http.IncomingMessage, response: http.ServerResponse) => {
      const path = (request.url ?? '/').split('?')[0] ?? '/';
      if (path === '/users') return json(response, 200, [{ id: 4711, name: 'Ada' }]);
      if (path === '/tiny') return json(response, 200, { up: true });
      if (path === '/page')
        return html(
          response,
          200,
          longPage('Prices', 'A table of prices, one row for each plan, with the taxes of twelve countries.'),
        );
      return absent(path, response);
    },
  };
}

function json(response: http.ServerResponse, status: number, value: unknown) {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
}

function html(response: http.ServerResponse, status: number, page: string) {
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' }).end(page);
}

const MENU = Array.from({ length: 8 }, (_none, at) => `<a href="/section-${at}">Section ${at}</a>`).join('');

function longPage(title: string, content: string): string {
  return `<!doctype html><title>${title}</title><nav>${MENU}</nav><main>${content.repeat(6)}</main>`;
}

/** 200 with words that say no, and the path in them. */
export const softNotFound = serving((path, response) =>
  html(response, 200, longPage('Not found', `Nothing lives at ${path}, says request ${randomUUID()}.`)),
);

/** One shell for every path, with a fresh nonce each time. */
export const singlePageApp = serving((_path, response) =>
  html(
    response,
    200,
    `<!doctype html><div id="root"></div><script nonce="${randomUUID()}" src="/app.js"></script>`,
  ),
);

export const loginRedirect = serving((path, response) =>
  response.writeHead(302, { Location: `/login?next=${encodeURIComponent(path)}` }).end(),
);

/** A firewall in front: unknown paths are blocked with a support number. */
export const firewall = serving((_path, response) =>
  html(
    response,
    403,
    longPage('Request Rejected', `Your support ID is ${Math.floor(Math.random() * 1e15)}.`),
  ),
);

/** A gateway that wants a key before it looks at the path. */
export const gateway = serving((_path, response) =>
  json(response, 401, { message: 'Missing API key', request_id: randomUUID() }),
);

/** 200, an error envelope, and everything in it that can vary does. */
export const varyingEnvelope = serving((path, response) =>
  json(response, 200, {
    ok: false,
    error: { code: 'NO_ROUTE', path, at: new Date().toISOString(), took: Math.random(), ref: randomUUID() },
  }),
);

/** Small and constant: `{}` for everything unknown. */
export const emptyObject = serving((_path, response) => json(response, 200, {}));

/** Pages outside, JSON below `/api/`, and files get a third answer. */
export const perPrefix = serving((path, response) => {
  if (path.startsWith('/api/real')) return json(response, 200, { items: [1, 2] });
  if (path.startsWith('/api/')) return json(response, 200, { error: 'no such resource' });
  if (path.endsWith('.json')) return json(response, 200, { error: 'no such file' });
  return html(response, 200, '<!doctype html><div id="app"></div>');
});

export const plain404 = serving((_path, response) => json(response, 404, { error: 'not found' }));
