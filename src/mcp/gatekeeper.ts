import { createHash, timingSafeEqual } from 'node:crypto';
import {
  hostHeaderValidationResponse,
  localhostAllowedHostnames,
  localhostAllowedOrigins,
  originValidationResponse,
} from '@modelcontextprotocol/server';

export interface Rules {
  /** Names, beside those of this machine, under which clients reach the server. */
  readonly hosts: readonly string[];
  /** Every request must bear it, where there is one. */
  readonly token?: string | undefined;
}

/**
 * Why a request is turned away, or undefined. Host and Origin come first: a web page that points its own name at this machine
 * (DNS rebinding) learns nothing, not even whether there is a token.
 */
export function gatekeeper({ hosts, token }: Rules): (request: Request) => Response | undefined {
  const expected = token === undefined ? undefined : digest(`Bearer ${token}`);
  return (request) => {
    const foreign =
      hostHeaderValidationResponse(request, [...localhostAllowedHostnames(), ...hosts]) ??
      originValidationResponse(request, [...localhostAllowedOrigins(), ...hosts]);
    if (foreign) return foreign;
    if (new URL(request.url).pathname !== '/mcp') return refusal(404, 'There is nothing but /mcp.');
    if (expected === undefined) return undefined;
    const given = digest(request.headers.get('authorization') ?? '');
    if (timingSafeEqual(expected, given)) return undefined;
    return refusal(401, 'This server wants its bearer token.', { 'WWW-Authenticate': 'Bearer' });
  };
}

/** Of one length, whatever was sent: comparing tells nothing of the token. */
function digest(value: string): Buffer {
  return createHash('sha256').update(value).digest();
}

function refusal(status: number, message: string, headers: Record<string, string> = {}): Response {
  return Response.json({ jsonrpc: '2.0', id: null, error: { code: -32_000, message } }, { status, headers });
}
