import { z } from 'zod';
import { credentialFields, MOST_OTHERS } from '../config/schema.ts';
import { ScanError } from '../errors.ts';
import type { HeaderList } from '../http/exchange.ts';
import { splitContext } from '../identities/context-headers.ts';
import { checkHeaders } from '../identities/credentials.ts';
import type { Identity } from '../identities/identity.ts';
import { secretsOf } from '../identities/identity.ts';
import { toIdentities } from '../identities/users.ts';
import { readCredentials } from './credentials.ts';

export const CREDENTIAL_KINDS = [
  'bearer',
  'basic',
  'api-key',
  'cookie',
  'headers',
  'client-certificate',
  'login',
  'oauth',
] as const;
export type CredentialKind = (typeof CREDENTIAL_KINDS)[number];

/** The first asks, the others are tested against him. */
export const MOST_IDENTITIES = MOST_OTHERS + 1;

/** A certificate chain with its key is a few thousand characters. */
const MOST_CHARACTERS = 65_536;
/** A body of a login; anything deeper was made to end whoever reads it. */
const DEEPEST = 30;

/** A credential as a server is given it: as in `middlebrick.yaml`, with everything in it and nothing to be read elsewhere. */
export const storedCredential = z
  .strictObject(
    credentialFields(z.string().min(1), {
      cert: 'client certificate, as PEM text',
      key: 'its private key, as PEM text',
      how: '',
    }),
  )
  .superRefine((value, context) => {
    if (depthOf(value) > DEEPEST) context.addIssue('is nested too deeply');
    else if (JSON.stringify(value).length > MOST_CHARACTERS)
      context.addIssue(`is longer than ${MOST_CHARACTERS} characters`);
  });
export type StoredCredential = z.infer<typeof storedCredential>;

/** A user as whom a scan may speak. */
export interface StoredIdentity {
  readonly name: string;
  readonly role: string | null;
  readonly credential: StoredCredential;
}

export interface Speakers {
  readonly identities: readonly Identity[];
  /** Sent whoever asks. */
  readonly headers: HeaderList;
  /** What must not be printed. */
  readonly secrets: readonly string[];
}

/** @throws ScanError with a sentence that holds no value */
export function speakersOf(stored: readonly StoredIdentity[]): Speakers {
  const [first, ...others] = stored.map(({ name, role, credential }) =>
    readCredentials({ name, ...(role === null ? {} : { role }), ...credential }, literal, {
      file: (text) => text,
      hides: 'all',
    }),
  );
  const split = splitContext(first, others);
  checkHeaders(split.headers);
  const identities = toIdentities(split.first, others);
  return { identities, headers: split.headers, secrets: identities.flatMap(secretsOf) };
}

/** What it is made of. @throws ScanError where it is no credential, with a sentence that does not hold it */
export function kindsOf(credential: StoredCredential): CredentialKind[] {
  if (speakersOf([{ name: 'user', role: null, credential }]).identities.length === 0)
    throw new ScanError('invalid-option', 'This says nothing of who asks: give at least one credential.');
  const { apiKey, cert, ...others } = credential;
  const named: Readonly<Record<string, unknown>> = {
    ...others,
    'api-key': apiKey,
    'client-certificate': cert,
  };
  return CREDENTIAL_KINDS.filter((kind) => named[kind] !== undefined);
}

/** The variables and the standard input of a server are nobody's to name. */
function literal(value: string, name: string): string {
  if (value !== '-' && !/^env:\w+$/.test(value)) return value;
  throw new ScanError(
    'invalid-option',
    `${name}: nothing is read from the environment here: give the value itself.`,
  );
}

function depthOf(value: unknown): number {
  let depth = 0;
  let level: unknown[] = [value];
  while (level.length > 0 && depth <= DEEPEST) {
    depth += 1;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return depth;
}
