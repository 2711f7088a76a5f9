import { digestName, findPasswordHash } from '../../material/secrets.ts';
import { disclosed, isDocumentation, readableText, saidByUs } from '../disclosure.ts';
import { fieldsNamed, fieldsOf } from '../fields.ts';
import { defineRule } from '../rule.ts';

const HASH_FIELD = /^(?:.*(?:password|passwd|passphrase).*|pwd|pwdhash|hashedpwd|passhash)$/;

export const passwordHashExposed = defineRule({
  id: 'password-hash-exposed',
  title: 'Password hashes stand in answers',
  severity: 'high',
  cwe: [200, 522, 916],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'Answers hold password hashes. They can be tried against word lists at leisure, and most people use one password in several places.',
  fix: 'Map records to an answer type that names its fields one by one, so that the hash never leaves the service.',
  *inspect(exchange, surface) {
    if (isDocumentation(exchange, surface)) return;
    const hash = findPasswordHash(readableText(exchange)) ?? digestField(exchange.response);
    if (!hash || saidByUs(exchange, hash.value)) return;
    yield disclosed(exchange, surface, {
      saw: `A ${hash.name} hash.`,
      note: `the ${hash.name} hash, masked here`,
      values: [hash.value],
      toIdentity: 'high',
    });
  },
});

/** Digests look like any other hexadecimal value, so that the name has to say what they are of. */
function digestField(response: Parameters<typeof fieldsOf>[0]): { name: string; value: string } | undefined {
  for (const { value } of fieldsNamed(fieldsOf(response), HASH_FIELD)) {
    const name = typeof value === 'string' ? digestName(value) : undefined;
    if (name !== undefined) return { name, value: String(value) };
  }
  return undefined;
}
