import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import net from 'node:net';

export interface LabProxy {
  readonly url: string;
  /** What it was asked for: `GET http://…` and `CONNECT host:port`. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** A forward proxy that leads everything to loopback, whatever the name; with a password when given. */
export async function serveProxy(authorization?: string): Promise<LabProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const allowed = (request: http.IncomingMessage) =>
    authorization === undefined || request.headers['proxy-authorization'] === authorization;
  const server = http.createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (!allowed(request)) return response.writeHead(407).end();
    const { port, pathname, search } = new URL(request.url ?? '');
    const { 'proxy-authorization': _own, ...headers } = request.headers;
    http
      .request(
        { host: '127.0.0.1', port, path: pathname + search, method: request.method, headers },
        (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        },
      )
      .end();
  });
  server.on('connect', (request, socket, early) => {
    asked.push(`CONNECT ${request.url}`);
    if (!allowed(request)) return socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    const through = net.connect(Number(request.url?.split(':').at(-1)), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      through.write(early);
      through.pipe(socket).pipe(through);
    });
    through.on('error', () => socket.destroy());
    socket.on('error', () => through.destroy());
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
