import type { Exchange, HeaderList } from '../../http/exchange.ts';
import { text } from '../../http/exchange.ts';
import { methods } from '../../places/methods.ts';
import { defineRule } from '../rule.ts';

const VALUE = 'mb7f3a91c2d4';

/** A method counts only when the answer does what the method means; catch-all handlers answer anything. */
const METHODS: readonly {
  readonly method: string;
  readonly headers: HeaderList;
  readonly means: string;
  readonly does: (exchange: Exchange) => boolean;
}[] = [
  {
    method: 'PROPFIND',
    headers: [['Depth', '0']],
    means: 'lists files and their properties (WebDAV)',
    does: ({ response }) => response.status === 207 && /multistatus/i.test(text(response)),
  },
  {
    method: 'TRACK',
    headers: [['X-Mb-Track', VALUE]],
    means: 'repeats the request, as TRACE does',
    does: ({ response }) =>
      response.status === 200 &&
      /^TRACK \S+ HTTP\//.test(text(response).trimStart()) &&
      text(response).includes(VALUE),
  },
  {
    method: 'DEBUG',
    headers: [['Command', 'stop-debug']],
    means: 'starts and stops remote debugging (ASP.NET)',
    does: ({ response }) => response.status === 200 && text(response).trim() === 'OK',
  },
];

export const dangerousMethodsAllowed = defineRule({
  id: 'dangerous-methods-allowed',
  title: 'Dangerous HTTP methods allowed',
  aliases: ['WebDAV', 'TRACK', 'DEBUG', 'PUT', 'PROPFIND', 'security misconfiguration'],
  severity: 'low',
  cwe: [749, 650],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Attackers may read or change files, or steal headers, with web server functions that have known flaws. WebDAV, TRACK or remote debugging is available on the API’s port.',
  remediation:
    'Allow only the methods that the API documents, and return 405 for all others at the proxy or router.',
  needs: ['active'],
  places: methods(METHODS),
  async judge({ method, headers, means, does }, { surface, anonymous, journal }) {
    const { url } = surface.target;
    const facts = { kind: 'ask', what: `whether ${method} gets a response` } as const;
    const { answer: asked } = await journal.write(anonymous, facts, { method, url, headers });
    if (asked instanceof Error) throw asked;
    if (!does(asked)) return 'clean';
    const control = await anonymous.send({ url, headers });
    if (does(control)) return 'clean';
    return {
      confidence: 'confirmed',
      cause: method,
      url,
      evidenceSummary: `${method} returned ${asked.response.status}: it ${means}.`,
      proof: [{ exchange: asked, note: `${method} is executed` }],
      control: { exchange: control, note: 'GET with the same headers is not' },
    };
  },
});
