import { isSampleJwt, readJwt } from '../../material/secrets.ts';
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
];
const SIGNED_TOKEN = /(?<![\w-])eyJ[\w-]{8,2000}\.eyJ[\w-]{8,4000}\.[\w-]{20,1000}/;
/** Vendors' own samples, and the payload ("John Doe") of the best known sample token. */
const KNOWN_SAMPLES = /EXAMPLE|eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9l/;
const MAX_TEXT_LENGTH = 20_000;
const MAX_FOUND = 50;

export const credentialInDocument = defineSpecRule({
  id: 'credential-in-document',
  severity: 'medium',
  title: 'Credential in the OpenAPI document',
  aliases: ['hard-coded credentials', 'hardcoded secret', 'API key in example'],
  description:
    'Anyone who can read the document may be able to use the credential in it. Examples are often copied from working requests.',
  remediation: 'Revoke the credential and replace it with an obvious placeholder.',
  cwe: [798, 200],
  *observe(spec) {
    const seen = new Set<object>();
    // The way to the place under way, not one for each that waits: documents hold a hundred thousand.
    const way: Level[] = [levelOf(spec.root, seen)];
    let found = 0;
    for (let level = way.at(-1); level !== undefined && found < MAX_FOUND; level = way.at(-1)) {
      const key = level.keys.pop();
      if (key === undefined) {
        way.pop();
        continue;
      }
      level.current = key;
      yield undefined;
      const value = level.node[key];
      if (typeof value === 'string') {
        const credential = credentialIn(value);
        if (credential === undefined) continue;
        found += 1;
        const pointer = formatPointer(...way.map(({ current }) => current));
        const { kind, ...rest } = credential;
        yield { pointer, evidenceSummary: `The value at ${pointer} looks like ${kind}.`, ...rest };
      } else if (typeof value === 'object' && value !== null && !seen.has(value)) {
        way.push(levelOf(value, seen));
      }
    }
  },
});

/** A node of the document, and which of its members are still to be looked at, the last of them first. */
interface Level {
  readonly node: Readonly<Record<string, unknown>>;
  readonly keys: string[];
  current: string;
}

function levelOf(node: unknown, seen: Set<object>): Level {
  if (typeof node !== 'object' || node === null) return { node: {}, keys: [], current: '' };
  seen.add(node);
  return { node: node as Level['node'], keys: Object.keys(node), current: '' };
}

function credentialIn(text: string): { readonly kind: string; readonly token?: string } | undefined {
  if (text.length < 20 || text.length > MAX_TEXT_LENGTH || KNOWN_SAMPLES.test(text)) return undefined;
  const kind = KINDS.find(([pattern]) => pattern.test(text))?.[1];
  if (kind !== undefined) return { kind };
  const token = SIGNED_TOKEN.exec(text)?.[0];
  return token === undefined || isSample(token) ? undefined : { kind: 'a signed token', token };
}

/** Tokens of manuals, those that say so themselves, and those that ended before anybody reads of them. */
function isSample(token: string): boolean {
  const claims = readJwt(token)?.claims;
  if (!claims) return false;
  const { exp } = claims;
  return (
    isSampleJwt(claims) ||
    (typeof exp === 'number' && exp < Date.now() / 1000) ||
    ['sub', 'name', 'iss', 'aud', 'email'].some((claim) => SAMPLE_WORD.test(String(claims[claim] ?? '')))
  );
}

const SAMPLE_WORD = /(?<![a-z])(?:example|sample|demo|placeholder|dummy)(?![a-z])/i;
