import type { HttpClient } from '../http/client.ts';
import type { Exchange } from '../http/exchange.ts';
import { header, mediaType, text } from '../http/exchange.ts';
import type { Target } from '../target.ts';
import type { AbsentPages } from './surface.ts';

/** Nobody serves these; different shapes, because routers and static hosts treat them differently. */
const NOWHERE = ['/mb-nowhere-7f3a91', '/mb-nowhere/7f3a91/x', '/mb-nowhere-7f3a91.json'];

/** Asks for what cannot exist and remembers what the service says then. */
export async function learnAbsentPages(client: HttpClient, target: Target): Promise<AbsentPages> {
  const answers = await Promise.all(NOWHERE.map((path) => client.once({ url: target.origin + path })));
  const signatures = new Set(answers.map(signatureOf));
  return {
    soft: answers.some(({ response }) => response.status >= 200 && response.status < 300),
    matches: (exchange) => exchange.response.status === 404 || signatures.has(signatureOf(exchange)),
  };
}

/** Status, kind, redirect and a body from which the path itself is taken out. */
function signatureOf(exchange: Exchange): string {
  const { pathname } = new URL(exchange.request.url);
  const body = text(exchange.response).split(pathname).join('');
  const place = (header(exchange.response.headers, 'location') ?? '').split('?')[0];
  return [exchange.response.status, mediaType(exchange.response), place, body.length >> 4].join(' ');
}
