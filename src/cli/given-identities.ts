import type { Config } from '../config/schema.ts';
import { MOST_OTHERS } from '../config/schema.ts';
import { ScanError } from '../errors.ts';
import { readCredentials } from '../given/credentials.ts';
import { readText } from '../given/read-file.ts';
import type { ReadSecret } from '../given/secret-values.ts';
import { secretAfterName } from '../given/secret-values.ts';
import type { HeaderList } from '../http/exchange.ts';
import { splitContext } from '../identities/context-headers.ts';
import type { GivenCredentials } from '../identities/credentials.ts';
import { checkHeaders } from '../identities/credentials.ts';
import type { Identity } from '../identities/identity.ts';
import { toIdentities } from '../identities/users.ts';
import type { ScanFlags } from './scan-options.ts';

/** How secrets are read that were typed, and those that a configuration file names. */
export interface SecretReaders {
  readonly typed: ReadSecret;
  readonly configured: ReadSecret;
}

/**
 * The users that flags describe, else those of the configuration file; none where neither names a credential. Beside
 * them the headers that are nobody's credential.
 * @throws ScanError with a sentence that never holds the value
 */
export function givenIdentities(
  flags: ScanFlags,
  config: Config,
  secrets: SecretReaders,
): { readonly identities: Identity[]; readonly headers: HeaderList } {
  const typed = FIRST_USER.some((flag) => flags[flag] !== undefined);
  const first = typed
    ? fromFlags(flags, secrets.typed)
    : config.identity && readCredentials(config.identity, secrets.configured);
  const others =
    flags.other?.map((written) => fromOther(written, secrets.typed)) ??
    config.others?.map((other) => readCredentials(other, secrets.configured)) ??
    [];
  if (others.length > MOST_OTHERS)
    throw new ScanError('invalid-option', `--other may be given ${MOST_OTHERS} times.`);
  const split = splitContext(first, others);
  checkHeaders(split.headers);
  return { identities: toIdentities(split.first, others), headers: split.headers };
}

/** One of these, and the identity of the configuration file is another one. */
const FIRST_USER = ['header', 'bearer', 'basic', 'apiKey', 'cookie', 'cert', 'key'] as const;

/** `bearer=TOKEN`: the kind of the credential, then what its own flag would take. */
function fromOther(written: string, secret: ReadSecret): GivenCredentials {
  const [, kind = '', value = ''] = /^([a-z-]+)=(.*)$/s.exec(written) ?? [];
  switch (kind) {
    case 'bearer':
    case 'basic':
      return { [kind]: secret(value, '--other') };
    case 'cookie':
      return { cookies: [secret(value, '--other')] };
    case 'api-key':
      return { apiKeys: [secretAfterName(value, '=', '--other', secret)] };
    case 'header':
      return { headers: [secretAfterName(value, ': ', '--other', secret)] };
    default:
      throw new ScanError(
        'invalid-option',
        '--other takes bearer=TOKEN, basic=USER:PASSWORD, api-key=NAME=VALUE, cookie=PAIRS or header=NAME:VALUE.',
      );
  }
}

function fromFlags(flags: ScanFlags, secret: ReadSecret): GivenCredentials {
  return {
    role: flags.role,
    headers: flags.header?.map((line) => secretAfterName(line, ': ', '--header', secret)),
    bearer: flags.bearer === undefined ? undefined : secret(flags.bearer, '--bearer'),
    basic: flags.basic === undefined ? undefined : secret(flags.basic, '--basic'),
    apiKeys: flags.apiKey?.map((pair) => secretAfterName(pair, '=', '--api-key', secret)),
    cookies: flags.cookie?.map((pairs) => secret(pairs, '--cookie')),
    cert: flags.cert && readText(flags.cert, 'client certificate'),
    key: flags.key && readText(flags.key, 'private key'),
    passphrase: flags.passphrase === undefined ? undefined : secret(flags.passphrase, '--passphrase'),
  };
}
