import type { RequestSpec } from '../../http/client.ts';
import { defineRule } from '../rule.ts';
import { provenEscape } from './proven-escape.ts';

/** The path rewritten; origin and query as they are. */
function withPath(request: RequestSpec, rewrite: (path: string) => string): RequestSpec {
  const [, origin = '', path = '', query = ''] = /^([a-z]+:\/\/[^/?]*)([^?]*)(.*)$/is.exec(request.url) ?? [];
  return { ...request, url: origin + rewrite(path || '/') + query };
}

/** Another letter in each round, so that both spellings are new to the limit. */
function upperCaseAt(path: string, round: number): string {
  const letters = [...path.matchAll(/[a-z]/g)];
  const at = letters.at(-round)?.index;
  return at === undefined ? path : path.slice(0, at) + path.charAt(at).toUpperCase() + path.slice(at + 1);
}

export const pathCaseEscape = defineRule({
  id: 'path-case-escape',
  title: 'Rate-limit bypass by path spelling',
  aliases: ['rate limit bypass', 'path normalization', 'case variation'],
  severity: 'medium',
  cwe: [178, 770],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N',
  description:
    'An attacker gets a new quota with each spelling of the path. The rate limit counts by the path as written, and the router ignores the difference.',
  remediation: 'Count by the matched route, or by client, after the path is normalized.',
  disruptive: true,
  ...provenEscape([
    {
      name: 'A request with an upper-case letter in the path',
      request: (ordinary, round) => withPath(ordinary, (path) => upperCaseAt(path, round)),
    },
    {
      name: 'A request with slashes added to the path',
      request: (ordinary, round) =>
        withPath(ordinary, (path) => path.replace(/(?<!\/)\/*$/, '/'.repeat(round))),
    },
  ]),
});
