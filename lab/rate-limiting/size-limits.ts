import type http from 'node:http';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

const answer: http.RequestListener = (request, response) => {
  const { url = '/' } = request;
  const status = url.length > 8_000 ? 414 : url === '/' ? 200 : 404;
  response.writeHead(status, { 'Content-Type': 'application/json' }).end('{"id":7}');
};

export const lengthBounded: LabApp = { routes: answer };
export const anyLength: LabApp = {
  routes: (request, response) => {
    response
      .writeHead(request.url?.split('?')[0] === '/' ? 200 : 404, { 'Content-Type': 'application/json' })
      .end('{"id":7}');
  },
};
export const largeHeaders: LabApp = { ...anyLength, maxHeadBytes: 64 * 1024 };

const doors = ['/a', '/b', '/c', '/d', '/e', '/f'];
/** Of all that is documented only the last answers. */
export const lastServes: LabApp = {
  ...largeHeaders,
  openapi: documented(Object.fromEntries(doors.map((path) => [`GET ${path}`, {}]))),
  routes: (request, response) => {
    const served = request.url?.split('?')[0] === doors.at(-1);
    response.writeHead(served ? 200 : 404, { 'Content-Type': 'application/json' }).end('{"id":7}');
  },
};
