import type { HttpRequest } from './exchange.ts';

/** `GET /beer`: without the query, which can be long and can hold secrets. */
export function nameOf({ method, url }: HttpRequest): string {
  return `${method} ${new URL(url).pathname.slice(0, 80)}`;
}

/** Bodies that are longer differ by their length: they are compared, not shown. */
const MOST_COMPARED = 2_000;

/** What tells a request from others that were asked: a body may end a service where another was answered. */
export function questionOf({ method, url, body }: HttpRequest): string {
  const sent = body === undefined ? '' : ` ${body.length <= MOST_COMPARED ? body.toString() : body.length}`;
  return `${method} ${url}${sent}`;
}
