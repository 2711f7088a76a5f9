import type { FindingLocation } from '../result.ts';

/** `GET /users/{id}`, or method and URL where no operation is known. */
export function placeName({
  operation,
  method,
  url,
}: Pick<FindingLocation, 'operation' | 'method' | 'url'>): string {
  return operation ?? `${method} ${url}`;
}
