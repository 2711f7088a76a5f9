import type { Surface } from '../../discovery/surface.ts';
import type { Exchange } from '../../http/exchange.ts';
import { header } from '../../http/exchange.ts';
import type { ProbeContext } from '../rule.ts';
import { ordinaryAnswers } from './ordinary-answers.ts';
import { isLocal } from './presented-certificate.ts';

/** RFC 6797 section 8.1.1: user agents ignore the header of hosts named by address; nobody wants it on localhost. */
export function noStrictTransport(surface: Surface): string | undefined {
  const { hostname } = surface.target;
  if (isLocal(surface)) return 'Strict-Transport-Security has no use on loopback';
  const byAddress = hostname.startsWith('[') || /^\d+(\.\d+){3}$/.test(hostname);
  return byAddress ? 'Strict-Transport-Security is ignored for hosts given as an IP address' : undefined;
}

/** Answers in which the header would stand: the entry, and operations, since some servers set it only on some. */
export async function answersOver(context: ProbeContext): Promise<Exchange[]> {
  const answers = await ordinaryAnswers(context, context.anonymous);
  // Servers of errors (gateways, web firewalls) are often others than those of answers.
  return answers.filter(({ response }) => response.status < 500);
}

export interface StrictTransport {
  readonly value: string;
  /** Undefined where the header has no readable `max-age`, which makes it void. */
  readonly maxAgeSeconds?: number;
}

/** RFC 6797 section 8.1: only the first header counts. */
export function strictTransport({ response }: Exchange): StrictTransport | undefined {
  const value = header(response.headers, 'strict-transport-security');
  if (value === undefined) return undefined;
  const seconds = /(?:^|;)\s*max-age\s*=\s*"?(\d+)"?\s*(?:;|$)/i.exec(value)?.[1];
  return { value, ...(seconds === undefined ? {} : { maxAgeSeconds: Number(seconds) }) };
}
