import http from 'node:http';
import { Problem } from './problem.ts';

const MOST_CHARACTERS = 2_000;
const PATIENCE_MS = 1_000;

/** What an address of loopback answers: no lab talks to anybody else. Empty where nothing comes. */
export function fetched(address: string): Promise<string> {
  return new Promise((resolve) => {
    const hostname = URL.canParse(address) ? new URL(address).hostname : '';
    if (!/^(?:127\.0\.0\.1|localhost|0\.0\.0\.0|\[::1\])$/.test(hostname)) return resolve('');
    const asked = http.get(address, { agent: false, timeout: PATIENCE_MS }, (answer) => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (part) => {
        if (body.length < MOST_CHARACTERS) body += part;
      });
      answer.on('end', () => resolve(body.slice(0, MOST_CHARACTERS)));
      answer.on('error', () => resolve(''));
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => resolve(''));
  });
}

/** Hosts that no service of others has: names without a dot, and every address written as a number. */
export function expectPublic(address: string): void {
  const { protocol, hostname } = URL.canParse(address) ? new URL(address) : { protocol: '', hostname: '' };
  const isPublic =
    /^https?:$/.test(protocol) &&
    /\.[a-z]{2,}$/i.test(hostname) &&
    !/(?:^|\.)(?:localhost|local|internal)$/i.test(hostname);
  if (!isPublic) throw new Problem(422, 'Not a public address');
}
