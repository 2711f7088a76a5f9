import type { HttpClient, RequestSpec } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { header } from '../../http/exchange.ts';
import { withHeaders } from '../with-headers.ts';

/** Reserved by RFC 6761: no real site has it, so only carelessness can allow it. */
export const STRANGER = 'https://mb-stranger.example';

/** A flaw in the handling of origins shows on every operation alike; these many stand for all. */
export const CORS_SAMPLE = 4;

/** The operation's answer to a page of that origin; rules that ask for the same origin share it. */
export function askedFrom(origin: string, http: HttpClient, request: RequestSpec): Promise<Exchange> {
  return http.once(withHeaders(request, [['Origin', origin]]));
}

/** What the answer lets pages of other origins do (Fetch standard, section 3.3). */
export function allowance({ response }: Exchange): {
  readonly origin?: string;
  readonly credentials: boolean;
} {
  const origin = header(response.headers, 'access-control-allow-origin')?.trim();
  return {
    ...(origin === undefined ? {} : { origin }),
    credentials: header(response.headers, 'access-control-allow-credentials')?.trim() === 'true',
  };
}
