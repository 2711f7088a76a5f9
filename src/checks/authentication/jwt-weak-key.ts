import { defineRule } from '../rule.ts';
import { showsOwnToken, tokenLifetimes } from '../token-facts.ts';

/** Factored in public in 2020 (RSA-829); what is shorter is within anybody's reach. */
const FACTORED_BITS = 829;
/** RFC 7518 section 3.3: keys of this size or larger must be used. */
const LEAST_BITS = 2_048;

export const jwtWeakKey = defineRule({
  id: 'jwt-weak-key',
  title: 'JWT signed with a weak RSA key',
  aliases: ['short RSA key', 'key size', '512-bit RSA'],
  severity: 'medium',
  cwe: [326],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
  severityReason:
    'Keys of 1024 bits are not known to have been factored; shorter ones that have been are critical.',
  description:
    'Anyone who factors the public key can sign tokens for any user. 512-bit keys can be factored within hours on rented machines, and keys under 2048 bits are no longer considered safe.',
  remediation:
    'Sign with RSA of at least 2048 bits, ES256 or EdDSA. Publish the new key before you remove the old one.',
  ...showsOwnToken,
  *inspect(exchange, surface) {
    for (const { jwt, note } of tokenLifetimes(exchange, surface)) {
      if (!/^[RP]S(?:256|384|512)$/.test(String(jwt.header.alg))) continue;
      // A signature is as long as the modulus (RFC 8017 section 8.2.1).
      const bits = Buffer.from(jwt.signature, 'base64url').length * 8;
      if (bits === 0 || bits >= LEAST_BITS) continue;
      yield {
        confidence: 'confirmed',
        ...(bits <= FACTORED_BITS ? { severity: 'critical' as const } : {}),
        evidenceSummary: `A token with ${String(jwt.header.alg)} has a signature of ${bits} bits, so the key has ${bits} bits.`,
        proof: [{ exchange, note }],
        control: { fact: `the signature is ${bits / 8} bytes long, the length of the key’s modulus` },
      };
    }
  },
});
