import type { Config } from '../config/schema.ts';
import { readCredentials } from '../given/credentials.ts';
import { readText } from '../given/read-file.ts';
import type { ReadSecret } from '../given/secret-values.ts';
import { createSecretReader, secretAfterName } from '../given/secret-values.ts';
import type { GivenCredentials } from '../identities/credentials.ts';
import { toIdentity } from '../identities/credentials.ts';
import type { Identity } from '../identities/identity.ts';
import type { ScanFlags } from './scan-options.ts';

/**
 * The identity that flags describe, else the one of the configuration file; none where neither names a credential.
 * @throws ScanError with a sentence that never holds the value
 */
export function givenIdentities(flags: ScanFlags, config: Config, env: NodeJS.ProcessEnv): Identity[] {
  const secret = createSecretReader(env);
  const identity =
    toIdentity(fromFlags(flags, secret)) ??
    (config.identity && toIdentity(readCredentials(config.identity, secret)));
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
