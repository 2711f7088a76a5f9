import { accepts, sameKind } from '../../answers/answers.ts';
import { percentEncoded } from '../../http/foreign-text.ts';
import type { Credential } from '../../identities/identity.ts';
import { secretPartOf } from '../../material/jwt-credential.ts';
import { guardedOperations } from '../../places/guarded-operations.ts';
import { whereGuarded } from '../protection.ts';
import { confirmed, defineRule, type ProbeContext } from '../rule.ts';

/** Names under which services read keys and tokens from the query; `access_token` is that of RFC 6750 section 2.3. */
const NAMES = ['access_token', 'api_key', 'apikey', 'apiKey', 'key', 'token', 'auth_token'];
/** Credentials are read in one place in front of all operations, or of a few groups of them. */
const ALIKE = 3;
const RUBBISH = 'mb7f3a91c04e5d28b6';

export const credentialInQuery = defineRule({
  id: 'credential-in-query',
  title: 'Credential accepted in the query string',
  aliases: ['token in URL', 'access token in query', 'API key in URL'],
  severity: 'medium',
  cwe: [598],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone who reads a log, a browser history or a Referer header can use the key or token there. All of these store URLs.',
  remediation:
    'Accept credentials in the Authorization header only, reject them in the query string, and rotate those that were sent there.',
  needs: ['identity'],
  places: guardedOperations,
  alike: ALIKE,
  leaveOut: (_place, context) =>
    movable(context) ? undefined : 'no credential that is sent outside the query string',
  judge: whereGuarded(async (guarded, context) => {
    const { surface, anonymous } = context;
    const credential = movable(context);
    if (!credential) return 'clean';
    const own = 'name' in credential ? [credential.name] : [];
    const secret = secretPartOf(credential).replace(/^Bearer\s+/i, '');
    const names = [...new Set([...own, ...NAMES])];
    // All of them at once tell in one request that none opens: whoever takes one takes it beside the others too.
    const all = names.reduce((url, name) => withQuery(url, name, secret), guarded.request.url);
    const together = await anonymous.once({ ...guarded.request, url: all });
    if (together.response.status === guarded.refusal.response.status) return 'clean';
    for (const name of names) {
      const ask = (value: string) =>
        anonymous.once({ ...guarded.request, url: withQuery(guarded.request.url, name, value) });
      const exchange = await ask(secret);
      if (!accepts(exchange, surface) || !sameKind(exchange, guarded.granted)) continue;
      const control = await ask(RUBBISH);
      if (accepts(control, surface)) continue;
      return confirmed(
        `The credential was accepted in the query parameter ${name}.`,
        [exchange, `sent only in the query parameter ${name}, and accepted`],
        [control, 'an invalid value in the same parameter is rejected'],
      );
    }
    return 'clean';
  }),
});

/** The credential that could be sent in the query, and is not. */
function movable({ http }: ProbeContext): Credential | undefined {
  const credential = http.identity.credentials.find(({ kind }) => kind !== 'basic');
  return credential?.kind === 'api-key' && credential.in === 'query' ? undefined : credential;
}

function withQuery(url: string, name: string, value: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}${percentEncoded(name)}=${percentEncoded(value)}`;
}
