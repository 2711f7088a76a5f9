import { accepts, sameKind } from '../../answers/answers.ts';
import { decodeJwt, withChangedMiddle } from '../../material/jwt.ts';
import { secretPartOf, withSecretPart } from '../../material/jwt-credential.ts';
import { guardedOperations } from '../../places/guarded-operations.ts';
import { whereGuarded } from '../protection.ts';
import { confirmed, defineRule, type ProbeContext, untested } from '../rule.ts';

/** Ways to get a secret slightly wrong. */
const DAMAGES: readonly (readonly [what: string, damage: (secret: string) => string])[] = [
  ['one character in the middle changed', withChangedMiddle],
  ['the second half cut off', (secret) => secret.slice(0, Math.ceil(secret.length / 2))],
  ['upper and lower case swapped', (secret) => secret.replace(/[a-z]/gi, swapped)],
];
/** Credentials are compared in one place for all operations, or for a few groups of them. */
const ALIKE = 3;
/** A wrong password beside a right user name counts as an attempt, and a few of them lock the account. */
const ALIKE_FOR_PASSWORDS = 1;
/** Of shorter ones the redactor cannot tell the intact half from an ordinary word, so it would show. */
const SHORTEST = 12;

export const damagedCredentialAccepted = defineRule({
  id: 'damaged-credential-accepted',
  title: 'Tampered credential accepted',
  aliases: ['partial comparison', 'truncated token', 'timing-safe comparison', 'authentication bypass'],
  severity: 'high',
  cwe: [287, 187, 697],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:N/VC:H/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'An attacker needs far fewer guesses to find a valid credential than its length suggests. The service compares only part of it, or ignores case.',
  remediation: 'Compare the whole credential in constant time, or compare its hash.',
  needs: ['identity'],
  places: guardedOperations,
  alike: (context) => (isPassword(context) ? ALIKE_FOR_PASSWORDS : ALIKE),
  leaveOut: (_place, context) =>
    damageable(context) < 0
      ? 'no credential of 12 characters or more other than a JWT, which has its own rules'
      : undefined,
  judge: whereGuarded(async (guarded, context) => {
    const { http, surface } = context;
    const at = damageable(context);
    const credential = http.identity.credentials[at];
    if (!credential) return 'clean';
    const speak = (secret: string) =>
      http
        .as({
          ...http.identity,
          name: `${http.identity.name} with a tampered credential`,
          credentials: http.identity.credentials.map((held, place) =>
            place === at ? withSecretPart(held, secret) : held,
          ),
        })
        .once(guarded.request);
    const accepted = (exchange: Awaited<ReturnType<typeof speak>>) =>
      accepts(exchange, surface) && sameKind(exchange, guarded.granted);
    const secret = secretPartOf(credential);
    const scheme = /^[A-Za-z]+\s+/.exec(secret)?.[0] ?? '';
    const control = await speak(`${scheme}mb7f3a91c04e5d28b6`);
    if (accepted(control))
      return untested('invalid credentials are accepted: see rubbish-credential-accepted');
    for (const [what, damage] of DAMAGES) {
      const damaged = scheme + damage(secret.slice(scheme.length));
      if (damaged === secret) continue;
      const exchange = await speak(damaged);
      if (!accepted(exchange)) continue;
      return confirmed(
        `The credential was accepted with ${what}.`,
        [exchange, `credential with ${what}, accepted`],
        [control, 'an invalid credential of the same kind is rejected'],
      );
    }
    return 'clean';
  }),
});

/** Which of the identity's credentials can be damaged; -1 for none. */
function damageable({ http }: ProbeContext): number {
  return http.identity.credentials.findIndex((held) => {
    const secret = secretPartOf(held);
    return secret.length >= SHORTEST && !secret.split(/\s+/).some((word) => decodeJwt(word));
  });
}

function isPassword(context: ProbeContext): boolean {
  return context.http.identity.credentials[damageable(context)]?.kind === 'basic';
}

function swapped(letter: string): string {
  return letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
}
