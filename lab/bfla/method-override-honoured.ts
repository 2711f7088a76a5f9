import type http from 'node:http';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

/** Answers `/notes`; `overridden` may change the method before the router sees it. */
function overriding(overridden: (request: http.IncomingMessage) => string): LabApp {
  return {
    routes: (request, response) => {
      const method = overridden(request).toUpperCase();
      const known = (request.url ?? '').replace(/\?.*/, '') === '/notes';
      const body = JSON.stringify(known ? { notes: ['call the bank'] } : { error: 'not found' });
      response.writeHead(known ? 200 : 404, { 'Content-Type': 'application/json' });
      response.end(method === 'HEAD' ? undefined : body);
    },
  };
}

const plain = (request: http.IncomingMessage) => request.method ?? 'GET';
export const byHeader = overriding((request) =>
  String(request.headers['x-http-method-override'] ?? plain(request)),
);
export const byQuery = overriding(
  (request) => /[?&]_method=(\w+)/.exec(request.url ?? '')?.[1] ?? plain(request),
);
export const never = overriding(plain);
/** Loses its body to any strange header. */
export const easilyConfused = overriding((request) =>
  request.headers['x-http-method-override'] ? 'HEAD' : plain(request),
);
/** Says in its document that it does. */
export const offered: LabApp = {
  ...byHeader,
  openapi: documented({
    'GET /notes': {
      parameters: [
        { name: 'X-HTTP-Method-Override', in: 'header', schema: { type: 'string', enum: ['GET', 'HEAD'] } },
      ],
    },
  }),
};
