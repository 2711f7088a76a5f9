import type http from 'node:http';
import type { LabApp } from '../app.ts';

function rawRequest(request: http.IncomingMessage): string {
  const lines = request.rawHeaders.flatMap((name, at, all) =>
    at % 2 === 0 ? [`${name}: ${all[at + 1]}`] : [],
  );
  return [`${request.method} ${request.url} HTTP/1.1`, ...lines, '', ''].join('\r\n');
}

const answering = (onTrace: http.RequestListener): LabApp => ({
  routes: (request, response) => {
    if (request.method === 'TRACE') return onTrace(request, response);
    response.setHeader('Content-Type', 'application/json').end('{"ok":true}');
  },
});

export const tracing = answering((request, response) => {
  response.setHeader('Content-Type', 'message/http').end(rawRequest(request));
});
export const refusing = answering((_request, response) => {
  response.writeHead(405).end();
});
/** Shows the headers of every request by design, whatever the method. */
export const echoService: LabApp = {
  routes: (request, response) => {
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ headers: request.headers }));
  },
};
