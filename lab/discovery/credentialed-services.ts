import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

const refusing = (body: object, headers: Record<string, string> = {}): LabApp => ({
  routes: new Hono().get('/me', (c) => c.json(body, 401, headers)),
});

const declaring = (scheme: object): LabApp => ({
  openapi: documented(
    { 'GET /me': { security: [{ lab: [] }] } },
    { components: { securitySchemes: { lab: scheme } } },
  ),
  routes: new Hono().get('/me', (c) => c.json({ error: 'who?' }, 401)),
});

/** By credential kind: what services say about what they take. */
export const kinds: readonly (readonly [kind: string, how: string, lab: LabApp])[] = [
  ['none', 'nothing is asked', { routes: new Hono().get('/me', (c) => c.json({ id: 1 })) }],
  ['basic', 'challenge', refusing({}, { 'WWW-Authenticate': 'Basic realm="lab"' })],
  ['bearer', 'challenge', refusing({}, { 'WWW-Authenticate': 'Bearer' })],
  ['api-key-header', 'words of the refusal', refusing({ error: 'Missing API key' })],
  [
    'api-key-query',
    'words of the refusal',
    refusing({ error: 'API key missing: add it as the query parameter "key"' }),
  ],
  ['jwt', 'words of the refusal', refusing({ msg: 'Not a JWT: not enough segments' })],
  ['hmac', 'challenge', refusing({}, { 'WWW-Authenticate': 'HMAC-SHA256 realm="lab"' })],
  ['mutual-tls', 'words of the refusal', refusing({ error: 'a client certificate is required' })],
  [
    'session-cookie',
    'cookie',
    {
      routes: new Hono().get('/me', (c) =>
        c.json({ id: 1 }, 200, { 'Set-Cookie': 'connect.sid=s%3Aabc; HttpOnly' }),
      ),
    },
  ],
  ['basic', 'document', declaring({ type: 'http', scheme: 'basic' })],
  ['bearer', 'document', declaring({ type: 'http', scheme: 'bearer' })],
  ['jwt', 'document', declaring({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })],
  ['api-key-header', 'document', declaring({ type: 'apiKey', in: 'header', name: 'X-Api-Key' })],
  ['api-key-query', 'document', declaring({ type: 'apiKey', in: 'query', name: 'key' })],
  ['api-key-cookie', 'document', declaring({ type: 'apiKey', in: 'cookie', name: 'api_key' })],
  ['session-cookie', 'document', declaring({ type: 'apiKey', in: 'cookie', name: 'JSESSIONID' })],
  [
    'oauth2',
    'document',
    declaring({
      type: 'oauth2',
      flows: { clientCredentials: { tokenUrl: 'https://id.example/token', scopes: {} } },
    }),
  ],
  ['hmac', 'document', declaring({ type: 'apiKey', in: 'header', name: 'X-Signature' })],
];
