import type { LabApp } from '../app.ts';

const json = { 'Content-Type': 'application/json' };

export const throwing: LabApp = {
  routes: (request, response) => {
    try {
      const path = decodeURIComponent(request.url ?? '/');
      response.writeHead(path === '/' ? 200 : 404, json).end(JSON.stringify({ path }));
    } catch (error) {
      response.writeHead(500, json).end(JSON.stringify({ error: String(error) }));
    }
  },
};

export const refusing: LabApp = {
  routes: (request, response) => {
    try {
      const path = decodeURIComponent(request.url ?? '/');
      response.writeHead(path === '/' ? 200 : 404, json).end('{}');
    } catch {
      response.writeHead(400, json).end('{"error":"malformed URL"}');
    }
  },
};

/** Every unknown path is a server error here: nothing to do with its spelling. */
export const brokenNotFound: LabApp = {
  routes: (request, response) => {
    response.writeHead(request.url === '/' ? 200 : 500, json).end('{"error":"no route"}');
  },
};
