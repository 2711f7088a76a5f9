import { ScanError } from '../errors.ts';
import { readText } from '../given/read-file.ts';
import type { ReadSecret } from '../given/secret-values.ts';
import { readCredentials } from '../retention/credentials/read-credentials.ts';
import { FRESH_PARTS, type FreshPart, type JwtOptions } from '../retention/credentials/token-supply.ts';
import type { RetentionOptions } from '../retention/options.ts';
import { atMostOne } from './exclusive.ts';
import type { ArmFlags } from './retention-options.ts';

/** Valid credentials, as the flags have them. @throws ScanError for the first thing that is wrong, in one sentence */
export function suppliedBy(
  flags: ArmFlags,
  secret: ReadSecret,
): Pick<RetentionOptions, 'jwt' | 'credentials' | 'credentialCommand' | 'issue' | 'issueRemove'> {
  const jwt = jwtOf(flags, secret);
  if (jwt !== undefined && flags.arm !== undefined && flags.arm !== 'jwt')
    throw new ScanError('invalid-option', `Tokens are signed for --arm jwt, not for --arm ${flags.arm}.`);
  return { ...(jwt ? { jwt } : {}), ...sourceOf(flags) };
}

/** How tokens are signed and what is new in them; undefined where no flag says anything of tokens. */
function jwtOf(flags: ArmFlags, secret: ReadSecret): JwtOptions | undefined {
  atMostOne([['--jwt-secret', flags.jwtSecret], ['--jwt-key', flags.jwtKey], ...sources(flags)]);
  const jwt: JwtOptions = {
    secret: flags.jwtSecret === undefined ? undefined : secret(flags.jwtSecret, '--jwt-secret'),
    privateKey: flags.jwtKey && readText(flags.jwtKey, 'private key for tokens'),
    ...(flags.jwtFresh === undefined ? {} : { fresh: freshParts(flags.jwtFresh) }),
    ...(flags.jwtClaims === undefined ? {} : { claims: claimsOf(flags.jwtClaims) }),
  };
  return Object.values(jwt).some((value) => value !== undefined) ? jwt : undefined;
}

function sourceOf(
  flags: ArmFlags,
): Pick<RetentionOptions, 'credentials' | 'credentialCommand' | 'issue' | 'issueRemove'> {
  const { credentials: path, credentialCommand, issue, issueRemove } = flags;
  atMostOne([['--credential-template', flags.credentialTemplate], ...sources(flags)]);
  if (issueRemove !== undefined && issue === undefined)
    throw new ScanError('invalid-option', '--issue-remove needs --issue beside it.');
  return {
    ...(path === undefined ? {} : { credentials: readCredentials(readText(path, 'credentials'), path) }),
    ...(credentialCommand === undefined ? {} : { credentialCommand }),
    ...(issue === undefined ? {} : { issue, issueRemove }),
  };
}

function sources(flags: ArmFlags): [flag: string, value: string | undefined][] {
  return [
    ['--credentials', flags.credentials],
    ['--credential-command', flags.credentialCommand],
    ['--issue', flags.issue],
  ];
}

function freshParts(typed: string): FreshPart[] {
  return typed.split(',').map((word) => {
    const part = FRESH_PARTS.find((name) => name === word.trim());
    if (part === undefined)
      throw new ScanError(
        'invalid-option',
        `--jwt-fresh takes ${FRESH_PARTS.join(', ')}, not "${word.trim()}".`,
      );
    return part;
  });
}

function claimsOf(typed: string): Record<string, unknown> {
  const text = typed.startsWith('@') ? readText(typed.slice(1), 'claims for tokens') : typed;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // Refused below, as everything that is no object.
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new ScanError('invalid-option', '--jwt-claims takes a JSON object, or @file with one.');
  return json as Record<string, unknown>;
}
