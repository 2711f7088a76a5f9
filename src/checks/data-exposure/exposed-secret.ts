import { isJson, mediaType } from '../../http/exchange.ts';
import type { FoundSecret } from '../../material/secrets.ts';
import { findSecrets } from '../../material/secrets.ts';
import { isRead } from '../../openapi/operation.ts';
import type { Severity } from '../../result.ts';
import { counted, disclosed, isDocumentation, readableText, saidByUs } from '../disclosure.ts';
import { defineRule } from '../rule.ts';

export const exposedSecret = defineRule({
  id: 'exposed-secret',
  title: 'Secrets exposed in response',
  aliases: ['API key leak', 'secret leak', 'AWS key', 'private key', 'sensitive data exposure'],
  severity: 'high',
  cwe: [200, 522, 798],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone who reads the response can use the credential in it at the service that issued it, until it is revoked. It has a known format.',
  remediation:
    'Revoke the credential first. Then remove it from the response and load it from a secret store.',
  *inspect(exchange, surface) {
    if (isDocumentation(exchange, surface)) return;
    const found = findSecrets(readableText(exchange)).filter(({ value }) => !saidByUs(exchange, value));
    const paired = found.some(({ pattern }) => pattern.id === 'aws-secret-key');
    for (const [kind, secrets] of byKind(found)) {
      const [first] = secrets;
      if (!first || (paired && kind === 'aws-key-id')) continue;
      // Pages embed keys that browsers need; without a restriction in the provider's console they still cost money.
      const page = !isJson(exchange.response) && /html|javascript/.test(mediaType(exchange.response));
      if (first.pattern.reach === 'public' && page) continue;
      const { pathname } = new URL(exchange.request.url);
      // Who has a webhook needs the secret that signs its calls.
      const isHook = /web-?hooks?(?:\/|$)/i.test(pathname);
      const isIssued = isHook || ISSUES.test(pathname);
      const shown = disclosed(exchange, surface, {
        evidenceSummary: `${counted(secrets.length, first.pattern.name, `${first.pattern.name} values`)}, not a placeholder by format and entropy.`,
        note: `${first.pattern.name}, masked here`,
        values: secrets.map(({ value }) => value),
        cause: kind,
        severity: SEVERITY[first.pattern.reach],
        // Whoever makes a key is shown it, once.
        toIdentity:
          first.pattern.reach === 'full' && !isHook && !(isIssued && !isRead(exchange.request.method))
            ? 'medium'
            : 'info',
      });
      // Read again and again it is a leak even to its owner; only where keys are made they are shown for once.
      const isStored = first.pattern.reach === 'full' && isRead(exchange.request.method) && !isIssued;
      yield shown.confidence === 'tentative' && isStored ? { ...shown, confidence: 'likely' } : shown;
    }
  },
});

/** Operations whose purpose is to hand out keys. */
const ISSUES = /log-?in|sign-?in|token|auth|session|credential|(?:api|access)-?keys?(?![a-z])/i;

const SEVERITY: Record<FoundSecret['pattern']['reach'], Severity> = {
  full: 'high',
  test: 'low',
  public: 'low',
};

function byKind(found: readonly FoundSecret[]): Map<string, FoundSecret[]> {
  const kinds = new Map<string, FoundSecret[]>();
  for (const secret of found) kinds.set(secret.pattern.id, [...(kinds.get(secret.pattern.id) ?? []), secret]);
  return kinds;
}
