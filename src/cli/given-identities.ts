import type { Config, IdentityConfig } from '../config/schema.ts';
import type { GivenCredentials } from '../identities/credentials.ts';
import { toIdentity } from '../identities/credentials.ts';
import type { Identity } from '../identities/identity.ts';
import { readText } from './read-file.ts';
import type { ScanFlags } from './scan-options.ts';
import type { ReadSecret } from './secret-values.ts';
import { createSecretReader, secretAfterName } from './secret-values.ts';

/**
 * The identity that flags describe, else the one of the configuration file; none where neither names a credential.
 * @throws ScanError with a sentence that never holds the value
 */
export function givenIdentities(flags: ScanFlags, config: Config, env: NodeJS.ProcessEnv): Identity[] {
  const secret = createSecretReader(env);
  const identity =
    toIdentity(fromFlags(flags, secret)) ??
    (config.identity && toIdentity(fromConfig(config.identity, secret)));
  return identity ? [identity] : [];
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

function fromConfig(given: IdentityConfig, secret: ReadSecret): GivenCredentials {
  const read = (value: string | undefined, key: string) =>
    value === undefined ? undefined : secret(value, key);
  return {
    name: given.name,
    role: given.role,
    headers: Object.entries(given.headers ?? {}).map(([name, value]) => `${name}: ${secret(value, name)}`),
    bearer: read(given.bearer, 'bearer'),
    basic: read(given.basic, 'basic'),
    apiKeys: given.apiKey === undefined ? undefined : [secretAfterName(given.apiKey, '=', 'apiKey', secret)],
    cookies: given.cookie === undefined ? undefined : [secret(given.cookie, 'cookie')],
    cert: given.cert && readText(given.cert, 'client certificate'),
    key: given.key && readText(given.key, 'private key'),
    passphrase: read(given.passphrase, 'passphrase'),
  };
}
