import type http from 'node:http';
import type { LabApp } from '../app.ts';

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
