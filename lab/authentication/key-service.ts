import type http from 'node:http';
import type { Identity } from '../../src/identities/identity.ts';
import { documented } from '../documented.ts';

export const KEY = 'Kq7-Tz41-PwX9-mB63';
export const withKey: { readonly identities: readonly Identity[] } = {
  identities: [{ name: 'ada', credentials: [{ kind: 'api-key', in: 'header', name: 'X-Key', value: KEY }] }],
};

export const NOTES = { notes: [{ id: 1, text: 'call the bank', owner: 'ada' }] };

/** `/notes` and whatever else is named are secured with a key in the header `X-Key`. */
export const keyDocument = (...more: readonly string[]): object =>
  documented(Object.fromEntries(['GET /notes', ...more].map((id) => [id, { security: [{ key: [] }] }])), {
    components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
  });

export interface Asked {
  readonly request: http.IncomingMessage;
  readonly method: string;
  /** As it stood in the request line, query included. */
  readonly url: string;
  readonly path: string;
  readonly key: string | undefined;
}

export interface Said {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export const REFUSED: Said = {
  status: 401,
  body: { error: 'unauthorized' },
  headers: { 'WWW-Authenticate': 'ApiKey' },
};
export const ABSENT: Said = { status: 404, body: { error: 'not found' } };

/** A plain listener: paths and methods arrive as they were written. */
export function listener(answer: (asked: Asked) => Said): http.RequestListener {
  return (request, response) => {
    const url = request.url ?? '/';
    const key = request.headers['x-key'];
    const said = answer({
      request,
      method: request.method ?? 'GET',
      url,
      path: url.replace(/[?#].*$/s, ''),
      key: typeof key === 'string' ? key : undefined,
    });
    const body =
      said.body === undefined ? '' : typeof said.body === 'string' ? said.body : JSON.stringify(said.body);
    response.writeHead(said.status, {
      'Content-Type': typeof said.body === 'string' ? 'text/html' : 'application/json',
      'Content-Length': Buffer.byteLength(body),
      ...said.headers,
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
}

/** Serves `/notes` to whoever `allowed` lets in, and nothing else. */
export function notes(allowed: (asked: Asked) => boolean): http.RequestListener {
  return listener((asked) => {
    if (asked.path !== '/notes') return ABSENT;
    return allowed(asked) ? { status: 200, body: NOTES } : REFUSED;
  });
}

export const guarded = { routes: notes(({ key }) => key === KEY), openapi: keyDocument() };
