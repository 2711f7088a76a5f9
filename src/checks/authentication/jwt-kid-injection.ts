import { encodeJwt } from '../../material/jwt.ts';
import { ALIKE_FOR_TOKENS, onTrial } from '../forgery.ts';
import { confirmed, defineRule, untested } from '../rule.ts';

const UP = '../'.repeat(12);
/** Key ids that lead a file reader to a file that is empty everywhere: the secret is then empty too. */
const EMPTY_FILES = [`${UP}dev/null`, '/dev/null', `/${UP}dev/null`, 'file:///dev/null'];
const CHOSEN = 'mb-chosen-secret';
/** Key ids that make a database answer with a secret of our choice. Only sent in active mode. */
const UNIONS = [`mb' UNION SELECT '${CHOSEN}'-- `, `mb" UNION SELECT "${CHOSEN}"-- `];

export const jwtKidInjection = defineRule({
  id: 'jwt-kid-injection',
  title: 'JWT kid header injection',
  aliases: ['kid path traversal', 'kid SQL injection', 'key ID'],
  severity: 'critical',
  cwe: [347, 22, 89],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
  description:
    'An attacker can choose the key that a token is verified with, and so sign tokens for any user. The kid header is used in a file path or a query.',
  remediation: 'Look up the key ID in a fixed list of keys, and reject IDs that are not in it.',
  needs: ['identity'],
  alike: ALIKE_FOR_TOKENS,
  ...onTrial(async (trial, context) => {
    if (trial.brokenAccepted)
      return untested('tokens with invalid signatures are accepted: see jwt-signature-unchecked');
    const signed = (kid: string, secret: string) =>
      encodeJwt({ ...trial.jwt.header, alg: 'HS256', kid }, trial.jwt.payload, { kind: 'hmac', secret });
    const tries = [
      ...EMPTY_FILES.map((kid) => ({ kid, secret: '', what: 'an empty file' })),
      ...(context.surface.mode === 'active'
        ? UNIONS.map((kid) => ({ kid, secret: CHOSEN, what: 'a query' }))
        : []),
    ];
    for (const { kid, secret, what } of tries) {
      const exchange = await trial.send(signed(kid, secret));
      if (!exchange || !trial.accepted(exchange)) continue;
      // With an ordinary id the same secret must fail, or the secret is simply weak.
      const ordinary = await trial.send(signed('mb-ordinary', secret));
      if (!ordinary || trial.accepted(ordinary)) return 'clean';
      return confirmed(
        `A token whose kid is ${what} (${JSON.stringify(kid)}) was accepted with a secret of the scanner's choice.`,
        [exchange, `the kid header points to ${what}`],
        [ordinary, 'the same secret with an ordinary kid is rejected'],
      );
    }
    return 'clean';
  }),
});
