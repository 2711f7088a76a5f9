import { formatPointer } from '../json-pointer.ts';
import { defineSpecRule } from './observation.ts';

/** Keys that announce themselves; a mere "password: secret123" is what examples are made of. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN (?:[A-Z]{1,20} ){0,2}PRIVATE KEY-----/, 'a private key'],
  [/\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/, 'an AWS access key'],
  [/\b(?:sk|rk)_live_[0-9a-zA-Z]{16,99}/, 'a Stripe live key'],
  [/\bgh[pousr]_[0-9a-zA-Z]{36,99}\b/, 'a GitHub token'],
  [/\bxox[abprs]-[0-9a-zA-Z-]{20,99}/, 'a Slack token'],
  [/\bAIza[0-9A-Za-z_-]{35}\b/, 'a Google API key'],
  [/(?<![\w-])eyJ[\w-]{8,2000}\.eyJ[\w-]{8,4000}\.[\w-]{20,1000}/, 'a signed token'],
];
/** Vendors' own samples, and the payload ("John Doe") of the best known sample token. */
const KNOWN_SAMPLES = /EXAMPLE|eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9l/;
const MAX_TEXT_LENGTH = 20_000;
const MAX_FOUND = 50;

export const credentialInDocument = defineSpecRule({
  id: 'credential-in-document',
  severity: 'medium',
  title: 'The document holds something that looks like a real credential',
  meaning:
    'Examples are copied from working requests; whoever reads the document may be able to use the credential.',
  fix: 'Revoke the credential and put an obvious placeholder in its place.',
  cwe: [798, 200],
  *observe(spec) {
    const seen = new Set<object>();
    const pending: [unknown, string][] = [[spec.root, '']];
    let found = 0;
    for (let visit = pending.pop(); visit !== undefined && found < MAX_FOUND; visit = pending.pop()) {
      const [value, pointer] = visit;
      if (typeof value === 'string') {
        const kind = kindOf(value);
        if (kind === undefined) continue;
        found += 1;
        yield { pointer, saw: `The text at ${pointer} looks like ${kind}.` };
      }
      if (typeof value !== 'object' || value === null || seen.has(value)) continue;
      seen.add(value);
      for (const [key, inner] of Object.entries(value)) {
        if (typeof inner === 'object' || (typeof inner === 'string' && inner.length >= 20)) {
          pending.push([inner, pointer + formatPointer(key)]);
        }
      }
    }
  },
});

function kindOf(text: string): string | undefined {
  if (text.length < 20 || text.length > MAX_TEXT_LENGTH || KNOWN_SAMPLES.test(text)) return undefined;
  return KINDS.find(([pattern]) => pattern.test(text))?.[1];
}
