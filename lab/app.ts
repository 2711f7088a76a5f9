import http from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';

/** A small API whose flaws are known. Hono where routes suffice, a plain listener where the wire matters. */
export interface LabApp {
  readonly routes: Hono | http.RequestListener;
  /** Served at `/openapi.json` when given. */
  readonly openapi?: object;
  readonly tls?: https.ServerOptions;
  /** Bytes of request head that are read; Node's 16 kB where left out. */
  readonly maxHeadBytes?: number;
}

export interface ServedLab {
  readonly url: string;
  /** How many requests came in so far. */
  readonly requests: () => number;
  close(): Promise<void>;
}

/** Serves a lab app on a free loopback port. */
export async function serveLab(app: LabApp, port = 0): Promise<ServedLab> {
  const answer = typeof app.routes === 'function' ? app.routes : getRequestListener(app.routes.fetch);
  let requests = 0;
  const listener: http.RequestListener = (request, response) => {
    requests += 1;
    if (app.openapi && request.url === '/openapi.json') {
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify(app.openapi));
    } else {
      answer(request, response);
    }
  };
  const head = app.maxHeadBytes === undefined ? {} : { maxHeaderSize: app.maxHeadBytes };
  const server = app.tls
    ? https.createServer({ ...app.tls, ...head }, listener)
    : http.createServer(head, listener);
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `${app.tls ? 'https' : 'http'}://127.0.0.1:${bound}`,
    requests: () => requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
