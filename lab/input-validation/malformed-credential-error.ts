import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

const openapi = documented(
  { 'GET /me': { security: [{ token: [] }] } },
  { components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } } },
);

const payloadOf = (token: string): unknown =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));

const answering = (check: (token: string) => void): LabApp => ({
  openapi,
  routes: new Hono()
    .onError((error, c) => c.json({ error: error.message }, 500))
    .get('/me', (c) => {
      check((c.req.header('Authorization') ?? '').replace(/^Bearer /, ''));
      return c.json({ error: 'unauthorized' }, 401);
    }),
});

export const decodingFirst = answering((token) => {
  if (token.split('.').length === 3) payloadOf(token);
});
export const catching = answering((token) => {
  try {
    payloadOf(token);
  } catch {
    // A malformed token is a missing one.
  }
});

/** Takes the second part of whatever is shown, and dies with the connection where there is none. */
export const dyingOnSingleWords: LabApp = {
  openapi,
  routes: (request, response) => {
    const { authorization } = request.headers;
    if (authorization && !authorization.includes('.')) return void request.socket.destroy();
    response.writeHead(request.url === '/me' ? 401 : 404, { 'Content-Type': 'application/json' });
    response.end('{"error":"unauthorized"}');
  },
};
