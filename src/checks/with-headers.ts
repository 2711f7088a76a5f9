import type { RequestSpec } from '../http/client.ts';
import type { HeaderList } from '../http/exchange.ts';

/** The same request with these headers too; one of the same name gives way. */
export function withHeaders<Request extends RequestSpec>(request: Request, headers: HeaderList): Request {
  const named = new Set(headers.map(([name]) => name.toLowerCase()));
  const kept = (request.headers ?? []).filter(([name]) => !named.has(name.toLowerCase()));
  return { ...request, headers: [...kept, ...headers] };
}
