import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface GuardedShop {
  readonly url: string;
  /** Values of the header Authorization that came, without repetitions. */
  readonly shown: ReadonlySet<string>;
  /** Methods and paths that came. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** A service with a login that gives every secret back: in bodies, headers and errors. */
export async function serveGuardedShop(
  tokens: Readonly<Record<string, string>>,
  {
    host = '127.0.0.1',
    passwords = {} as Readonly<Record<string, string>>,
    files = {} as Record<string, string>,
  } = {},
): Promise<GuardedShop> {
  const shown = new Set<string>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { authorization = '' } = request.headers;
    asked.push(`${request.method} ${request.url}`);
    if (authorization !== '') shown.add(authorization);
    const say = (status: number, body: unknown) => {
      response.writeHead(status, { 'Content-Type': 'application/json', 'X-Seen': authorization });
      response.end(JSON.stringify(body));
    };
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    const text = files[pathname];
    if (text?.startsWith('redirect:')) {
      response.writeHead(302, { Location: text.slice('redirect:'.length) });
      response.end();
      return;
    }
    if (text !== undefined) {
      response.writeHead(200, { 'Content-Type': 'text/plain' });
      response.end(text);
      return;
    }
    if (pathname === '/openapi.json') return say(200, DOCUMENT);
    if (pathname === '/login') {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        const user = Object.keys(passwords).find((name) => body.includes(passwords[name] ?? name));
        if (user === undefined) say(401, { error: 'wrong', sent: body });
        else say(200, { token: tokens[user] });
      });
      return;
    }
    const user = Object.keys(tokens).find((name) => authorization === `Bearer ${tokens[name]}`);
    if (pathname === '/') return say(200, { service: 'shop' });
    if (pathname !== '/me' && pathname !== '/orders') return say(404, { error: 'absent' });
    if (user === undefined) return say(401, { error: 'who are you', header: authorization });
    if (pathname === '/me')
      return say(200, { id: user.length, name: user, session: tokens[user], email: 'a@b.example' });
    return say(200, { items: [{ id: 1, owner: user, debug: `Authorization: ${authorization}` }] });
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    shown,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const secured = (summary: string) => ({
  get: {
    summary,
    security: [{ token: [] }],
    responses: { 200: { description: 'ok' }, 401: { description: 'no' } },
  },
});
const DOCUMENT = {
  openapi: '3.0.3',
  info: { title: 'Shop', version: '1' },
  paths: { '/me': secured('Who asks'), '/orders': secured('Orders of who asks') },
  components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
};
