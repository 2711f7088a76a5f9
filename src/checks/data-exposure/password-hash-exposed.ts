import type { FoundHash } from '../../material/secrets.ts';
import { digestName, findPasswordHashes } from '../../material/secrets.ts';
import { disclosed, isDocumentation, readableText, readByAnybody, saidByUs } from '../disclosure.ts';
import { fieldsNamed, fieldsOf } from '../fields.ts';
import { defineRule } from '../rule.ts';

const HASH_FIELD =
  /^(?:.*(?:password|passwd|passphrase).*|pwd|pw(?:d)?(?:hash|digest)|hashedpwd?|passhash)$/s;

export const passwordHashExposed = defineRule({
  id: 'password-hash-exposed',
  title: 'Password hashes in response',
  aliases: ['bcrypt hash', 'excessive data exposure', 'sensitive data exposure', 'BOPLA'],
  severity: 'high',
  cwe: [200, 522, 916],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone who reads the responses can crack the password hashes in them offline with word lists. Many people reuse their passwords.',
  remediation:
    'Map records to a response type that lists its fields, so that the hash never leaves the service.',
  *inspect(exchange, surface) {
    if (isDocumentation(exchange, surface)) return;
    const hashes = [
      ...findPasswordHashes(readableText(exchange), SEVERAL),
      ...digestFields(exchange.response),
    ].filter(({ value }) => !saidByUs(exchange, value));
    const [hash] = hashes;
    if (!hash) return;
    const several = new Set(hashes.map(({ value }) => value)).size >= SEVERAL;
    yield {
      ...disclosed(exchange, surface, {
        evidenceSummary: several ? `${hash.name} hashes of several records.` : `A ${hash.name} hash.`,
        note: `the ${hash.name} hash, masked here`,
        values: hashes.map(({ value }) => value),
      }),
      // One record may be the reader's own; of several, some are other people's.
      severity: several || readByAnybody(exchange) ? 'high' : 'medium',
      confidence: 'confirmed',
      control: { fact: 'It is in the response, and no client needs it.' },
    };
  },
});

/** With two different hashes in one answer, one is of somebody else. */
const SEVERAL = 2;

/** Digests look like any other hexadecimal value, so that the name has to say what they are of. */
function digestFields(response: Parameters<typeof fieldsOf>[0]): FoundHash[] {
  return fieldsNamed(fieldsOf(response), HASH_FIELD).flatMap(({ value }) => {
    const digest = typeof value === 'string' ? afterMark(value) : '';
    const name = digestName(digest) ?? (OWN_DIGEST.test(digest) ? 'password' : undefined);
    return name === undefined ? [] : [{ name, value: String(value) }];
  });
}

/** Of no usual length: scrypt and PBKDF2 give as many bytes as they are asked for. */
const OWN_DIGEST = /^(?=.*\d)(?=.*[a-f])(?:[0-9a-f]{2}){20,64}$/i;

/** Services of their own making put a version, a scheme or the salt before the digest: `v1:…`, `sha256$salt$…`. */
function afterMark(value: string): string {
  return /^(?:[\w.+/=-]{1,64}[:$]){1,3}([0-9a-f]{32,128})$/i.exec(value)?.[1] ?? value;
}
