import type { RequestSpec } from '../../http/client.ts';
import type { HeaderList } from '../../http/exchange.ts';
import { defineRule } from '../rule.ts';
import { withHeaders } from '../with-headers.ts';
import { passingAddress } from './passing-address.ts';
import type { Escape } from './proven-escape.ts';
import { provenEscape } from './proven-escape.ts';

const naming = (name: string, headers: (address: string) => HeaderList): Escape => ({
  name: `A request with ${name}`,
  request: (ordinary: RequestSpec) => withHeaders(ordinary, headers(passingAddress())),
});

export const forwardedForEscape = defineRule({
  id: 'forwarded-for-escape',
  title: 'Rate-limit bypass via X-Forwarded-For',
  aliases: ['rate limit bypass', 'IP spoofing', 'X-Forwarded-For'],
  severity: 'medium',
  cwe: [290, 348],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N',
  description:
    'An attacker can use a new IP address for each request, so the rate limit has no effect. It counts by an address that the client can write into a header.',
  remediation:
    'Count by the address of the connection, or by the entry that your own proxy added. Remove these headers from external requests.',
  disruptive: true,
  ...provenEscape([
    naming('X-Forwarded-For', (address) => [['X-Forwarded-For', address]]),
    naming('X-Real-IP', (address) => [['X-Real-IP', address]]),
    naming('Forwarded', (address) => [['Forwarded', `for=${address}`]]),
    naming('True-Client-IP or CF-Connecting-IP', (address) => [
      ['True-Client-IP', address],
      ['CF-Connecting-IP', address],
    ]),
  ]),
});
