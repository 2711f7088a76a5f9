import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ServerOptions } from 'node:https';
import { serveLab } from '../../lab/app.ts';

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly atMs: number;
}

export interface WatchedApi {
  readonly url: string;
  readonly seen: readonly Seen[];
  /** Requests that were under way at the same time, at most. */
  readonly mostAtOnce: () => number;
  close(): Promise<void>;
}

export interface WatchedOptions {
  readonly openapi?: object;
  readonly tls?: ServerOptions;
  readonly delayMs?: number;
  readonly answer?: (request: IncomingMessage, response: ServerResponse) => void;
}

const listOfNotes = (_request: IncomingMessage, response: ServerResponse) =>
  void response
    .setHeader('Content-Type', 'application/json')
    .end(JSON.stringify([{ id: 7, text: 'milk and bread' }]));

/** A small API that remembers who asked what, and how many asked at once. */
export async function serveWatched(options: WatchedOptions = {}): Promise<WatchedApi> {
  const { openapi, tls, delayMs = 0, answer = listOfNotes } = options;
  const seen: Seen[] = [];
  let atOnce = 0;
  let most = 0;
  const lab = await serveLab({
    ...(openapi ? { openapi } : {}),
    ...(tls ? { tls } : {}),
    routes: (request, response) => {
      seen.push({
        method: request.method ?? '',
        path: request.url ?? '',
        authorization: request.headers.authorization,
        atMs: performance.now(),
      });
      atOnce += 1;
      most = Math.max(most, atOnce);
      response.on('close', () => {
        atOnce -= 1;
      });
      setTimeout(() => answer(request, response), delayMs);
    },
  });
  return { url: lab.url, seen, mostAtOnce: () => most, close: lab.close };
}

/** A document with these operations: `get /notes`. */
export function documentOf(operations: readonly string[], more: object = {}): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations) {
    const [method = '', path = ''] = operation.split(' ');
    const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'integer' },
    }));
    const body =
      method === 'post'
        ? { requestBody: { content: { 'application/json': { schema: { type: 'object' } } } } }
        : {};
    paths[path] = {
      ...paths[path],
      [method]: { parameters, ...body, responses: { 200: { description: 'done' } } },
    };
  }
  return { openapi: '3.0.3', info: { title: 'Notes', version: '1' }, paths, ...more };
}
