import { servesContent } from '../../answers/answers.ts';
import { header, isJson } from '../../http/exchange.ts';
import { guardedOperations } from '../../places/guarded-operations.ts';
import { whereGuarded } from '../protection.ts';
import { defineRule } from '../rule.ts';

export const cacheableAuthenticatedAnswer = defineRule({
  id: 'cacheable-authenticated-answer',
  title: 'Authenticated response cacheable by shared caches',
  aliases: ['missing Cache-Control', 'web cache deception', 'cache-control no-store'],
  severity: 'medium',
  cwe: [525, 524],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Another user can get this response from a proxy or CDN. The operation requires a credential, but its response may be stored by any shared cache.',
  remediation:
    'Send Cache-Control: no-store, or at least private, with every response that requires a credential.',
  needs: ['identity'],
  places: guardedOperations,
  judge: whereGuarded(({ granted, refusal }, context) => {
    const { credentials } = context.http.identity;
    const inAuthorization = credentials.some(({ kind }) => kind === 'bearer' || kind === 'basic');
    const { headers } = granted.response;
    if (!isJson(granted.response) || !servesContent(granted, context.surface)) return 'clean';
    const rules = (header(headers, 'cache-control') ?? '').toLowerCase();
    if (/no-store|private|no-cache/.test(rules) || variesByCredential(header(headers, 'vary'), credentials))
      return 'clean';
    const said = /\bpublic\b/.test(rules)
      ? 'public'
      : /s-maxage=0*[1-9]/.test(rules)
        ? 's-maxage'
        : undefined;
    // RFC 9111 section 3.5 keeps shared caches from answers to Authorization unless told; other credentials they do not know.
    const unmarked = !inAuthorization && /max-age=0*[1-9]/.test(rules) ? 'max-age' : undefined;
    const allowing = said ?? unmarked;
    if (allowing === undefined) return 'clean';
    return {
      confidence: 'confirmed',
      evidenceSummary: `Rejects unauthenticated requests, and returns content to an authenticated one with Cache-Control: ${rules}.`,
      proof: [{ exchange: granted, note: `${allowing} lets shared caches keep this response` }],
      control: {
        exchange: refusal,
        note: 'the unauthenticated request is rejected, so the response is not public',
      },
    };
  }),
});

function variesByCredential(
  vary: string | undefined,
  credentials: readonly { kind: string; name?: string; in?: string }[],
): boolean {
  const names = (vary ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
  return credentials.some(({ kind, name, in: place }) => {
    if (kind === 'bearer' || kind === 'basic') return names.includes('authorization');
    return names.includes(kind === 'cookie' || place === 'cookie' ? 'cookie' : (name ?? '').toLowerCase());
  });
}
