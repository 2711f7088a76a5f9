import type { Credential, Identity } from '../identities/identity.ts';
import { loginSecrets } from '../identities/login.ts';

/** Every value that the runner must hide in the log: as it was given, and as it goes over the wire. */
export function secretsOf(
  identities: readonly Identity[],
  others: readonly (string | undefined)[],
): string[] {
  const values = identities.flatMap(({ credentials, tls, login }) => [
    ...credentials.flatMap(valuesOf),
    ...(login ? loginSecrets(login) : []),
    tls?.passphrase ?? '',
  ]);
  return [...new Set([...values, ...others])].filter(
    (value): value is string => value !== undefined && value.trim() !== '',
  );
}

function valuesOf(credential: Credential): string[] {
  switch (credential.kind) {
    case 'bearer':
      return [credential.token];
    case 'basic': {
      const { user, password } = credential;
      return [password, Buffer.from(`${user}:${password}`).toString('base64')];
    }
    case 'api-key':
      // `Token abc`: the runner hides only what it was told, so the part behind the scheme is told too.
      return [credential.value, ...credential.value.split(/\s+/).slice(1)];
    case 'cookie':
      return [credential.value];
  }
}
