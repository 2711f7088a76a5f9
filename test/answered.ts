import type { Exchange } from '../src/http/exchange.ts';

/** An answer with this JSON, for what only reads answers. */
export function answered(body: object, { method = 'GET', status = 200 } = {}): Exchange {
  return {
    id: 1,
    identity: 'anonymous',
    request: { method, url: 'http://api.example/x', headers: [] },
    response: {
      status,
      httpVersion: '1.1',
      headers: [['Content-Type', 'application/json']],
      body: Buffer.from(JSON.stringify(body)),
      truncated: false,
      headMs: 1,
      totalMs: 1,
    },
  };
}
