import type { Config } from '../config/schema.ts';
import { MOST_OTHERS } from '../config/schema.ts';
import { ScanError } from '../errors.ts';
import { readAuthFile } from '../given/auth-file.ts';
import { readCredentials } from '../given/credentials.ts';
import { readLogin } from '../given/login.ts';
import { oauthWords, readOAuth } from '../given/oauth.ts';
import { readText } from '../given/read-file.ts';
import type { ReadSecret } from '../given/secret-values.ts';
import { secretAfterName } from '../given/secret-values.ts';
import type { HeaderList } from '../http/exchange.ts';
import { splitContext } from '../identities/context-headers.ts';
import type { GivenCredentials } from '../identities/credentials.ts';
import { checkHeaders } from '../identities/credentials.ts';
import type { Identity } from '../identities/identity.ts';
import { loginAddresses } from '../identities/login.ts';
import { toIdentities } from '../identities/users.ts';
import { parseTarget } from '../target.ts';
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
  checkLoginFlags(flags);
  const typed = FIRST_USER.some((flag) => flags[flag] !== undefined);
  const listed = authFileOf(flags, config, typed, secrets);
  const first = listed
    ? listed[0]
    : typed
      ? fromFlags(flags, secrets.typed)
      : config.identity && readCredentials(config.identity, secrets.configured);
  const others =
    flags.other?.map((written) => fromOther(written, flags, secrets.typed)) ??
    listed?.slice(1) ??
    config.others?.map((other) => readCredentials(other, secrets.configured)) ??
    [];
  if (others.length > MOST_OTHERS)
    throw new ScanError(
      'invalid-option',
      `A scan knows ${MOST_OTHERS} users beside the first, so that --other may be given ${MOST_OTHERS} times: ${others.length} were given.`,
    );
  const split = splitContext(first, others);
  checkHeaders(split.headers);
  return { identities: toIdentities(split.first, others), headers: split.headers };
}

/** One of these, and the identity of the configuration file is another one. */
const FIRST_USER = [
  'header',
  'bearer',
  'basic',
  'apiKey',
  'cookie',
  'cert',
  'key',
  'login',
  'oauth',
] as const;

/** Whoever wrote a file that was found must not learn the passwords of this machine's user at an address of his own. */
export function checkLoginsOf(flags: ScanFlags, identities: readonly Identity[], url: string): void {
  if (flags.login !== undefined || flags.oauth !== undefined || flags.authFile !== undefined) return;
  const { origin } = parseTarget(url);
  const addresses = identities.flatMap(({ login }) => (login ? loginAddresses(login) : []));
  const stranger = addresses.find((address) => new URL(address).origin !== origin);
  if (stranger === undefined || flags.other?.some((written) => /^(?:login|oauth)=/.test(written))) return;
  throw new ScanError(
    'invalid-config',
    `middlebrick.yaml: a file that was found may log in at ${origin} only, not at ${new URL(stranger).origin}. Trust the file: --trust-config, or --config middlebrick.yaml.`,
  );
}

/** Users of an authentication file; those of the configuration file's only where nobody is named on the command line. */
function authFileOf(
  flags: ScanFlags,
  config: Config,
  typed: boolean,
  secrets: SecretReaders,
): GivenCredentials[] | undefined {
  const path = flags.authFile ?? (typed ? undefined : config.authFile);
  if (path === undefined) return undefined;
  const others = flags.other ?? (flags.authFile === undefined ? config.others : undefined);
  if (
    (typed && FIRST_USER.some((flag) => flag !== 'header' && flags[flag] !== undefined)) ||
    others !== undefined
  )
    throw new ScanError(
      'invalid-option',
      '--auth-file names the users: no other credential can stand beside it.',
    );
  const read = flags.authFile === undefined ? secrets.configured : secrets.typed;
  const users = readAuthFile(readText(path, 'authentication file'), path, read);
  // Headers of the command line go with all of them where they are no credential, else with the first.
  const lines = flags.header?.map((line) => secretAfterName(line, ': ', '--header', secrets.typed)) ?? [];
  return users.map((one, at) => (at === 0 ? { ...one, headers: [...(one.headers ?? []), ...lines] } : one));
}

/** `bearer=TOKEN`: the kind of the credential, then what its own flag would take. */
function fromOther(written: string, flags: ScanFlags, secret: ReadSecret): GivenCredentials {
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
    case 'login':
      return { login: readLogin(loginFlags(value, flags), '--other', secret) };
    case 'oauth':
      return { login: readOAuth(oauthWords(value, '--other'), '--other', secret) };
    default:
      throw new ScanError(
        'invalid-option',
        '--other takes bearer=TOKEN, basic=USER:PASSWORD, api-key=NAME=VALUE, cookie=PAIRS, header=NAME:VALUE, login=REQUEST or oauth=WORDS.',
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
    ...loginOf(flags, secret),
  };
}

function loginOf(flags: ScanFlags, secret: ReadSecret): Pick<GivenCredentials, 'login'> {
  const { login, oauth } = flags;
  if (login !== undefined && oauth !== undefined)
    throw new ScanError(
      'invalid-option',
      '--login and --oauth both make the session of the user: give one of them.',
    );
  if (login !== undefined) return { login: readLogin(loginFlags(login, flags), '--login', secret) };
  return oauth === undefined ? {} : { login: readOAuth(oauthWords(oauth, '--oauth'), '--oauth', secret) };
}

/** The users of one service log in alike. */
function loginFlags(request: string, { loginToken, loginSend }: ScanFlags) {
  return { request, token: loginToken, send: loginSend };
}

/** What would have no effect is a mistake. */
function checkLoginFlags({ login, other, loginToken, loginSend }: ScanFlags): void {
  const isUsed = login !== undefined || other?.some((written) => written.startsWith('login='));
  if (isUsed || (loginToken ?? loginSend) === undefined) return;
  throw new ScanError(
    'invalid-option',
    `${loginToken === undefined ? '--login-send' : '--login-token'} is for --login.`,
  );
}
