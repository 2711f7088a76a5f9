import type { Exchange } from '../../http/exchange.ts';
import { text } from '../../http/exchange.ts';

/** The answer without the name that it repeats: only what it says about the name counts. */
export function withoutName(exchange: Exchange, name: string): Exchange {
  const said = text(exchange.response).split(name).join('~');
  return { ...exchange, response: { ...exchange.response, body: Buffer.from(said) } };
}
