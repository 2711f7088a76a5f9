import type { HttpRequest } from './exchange.ts';

/** `GET /beer`: without the query, which can be long and can hold secrets. */
export function nameOf({ method, url }: HttpRequest): string {
  return `${method} ${new URL(url).pathname.slice(0, 80)}`;
}
