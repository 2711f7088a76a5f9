import { createHmac, createPrivateKey, type KeyObject, randomBytes, randomUUID, sign } from 'node:crypto';
import { RetentionError } from '../errors.ts';
import { runCommand } from '../memory/command.ts';
import { type Arm, type CredentialPlace, speakerWith } from './arm.ts';

/** How tokens come to be. Without secret, key or command they have the shape of a token and a random signature. */
export interface JwtOptions {
  readonly secret?: string | undefined;
  /** PKCS#8 or PKCS#1 PEM: RSA signs RS256, P-256 ES256, Ed25519 EdDSA. */
  readonly privateKey?: string | undefined;
  /** Prints one token or several, one per line; run again for more, with MIDDLEBRICK_COUNT in its environment. */
  readonly command?: string | undefined;
  readonly claims?: Readonly<Record<string, unknown>> | undefined;
}

const DEFAULT_PLACE: CredentialPlace = { in: 'header', name: 'authorization', prefix: 'Bearer ' };
/** A command that prints one token per run is slow; this many runs at once. */
const COMMANDS_AT_ONCE = 4;
/** Share of the wave time that may go into making tokens by a command, seconds. */
const COMMAND_SECONDS = 20;

type Signer = (bytes: number) => string;

/** Fresh `sub` and `jti` per token, padded by a claim to `bytes`. */
export async function jwtArm(
  url: URL,
  options: JwtOptions,
  bytes: number,
  headers: Readonly<Record<string, string>>,
  place: CredentialPlace = DEFAULT_PLACE,
): Promise<Arm> {
  const common = { name: 'jwt', newConnection: { same: false, fresh: false } } as const;
  const speak = (token: string) => speakerWith(url, place, token, headers);
  if (options.command !== undefined) {
    const feed = await commandFeed(options.command);
    return {
      ...common,
      credentialBytes: feed.first.length,
      mostIdentities: feed.most,
      same: speak(feed.first),
      fresh: async (count) => (await feed.take(count)).map(speak),
    };
  }
  const make = signer(options);
  const first = make(bytes);
  return {
    ...common,
    credentialBytes: first.length,
    mostIdentities: Number.POSITIVE_INFINITY,
    same: speak(first),
    fresh: async (count) => Array.from({ length: count }, () => speak(make(bytes))),
  };
}

function signer(options: JwtOptions): Signer {
  const { secret, privateKey } = options;
  if (secret !== undefined)
    return token(options, 'HS256', (text) => createHmac('sha256', secret).update(text).digest());
  if (privateKey === undefined) return token(options, 'HS256', () => randomBytes(32));
  const key = readKey(privateKey);
  const alg = { rsa: 'RS256', ec: 'ES256', ed25519: 'EdDSA' }[key.asymmetricKeyType as string];
  if (alg === undefined)
    throw new RetentionError(
      'bad-option',
      `Tokens can not be signed with a key of type ${key.asymmetricKeyType}.`,
    );
  const hash = alg === 'EdDSA' ? null : 'sha256';
  return token(options, alg, (text) => sign(hash, Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }));
}

function readKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (error) {
    throw new RetentionError(
      'bad-option',
      'The private key for tokens is not a PEM that can be read.',
      error,
    );
  }
}

function token(options: JwtOptions, alg: string, signature: (text: string) => Buffer): Signer {
  const header = encode(JSON.stringify({ alg, typ: 'JWT' }));
  const signatureChars = 1 + Math.ceil((signature('').length * 4) / 3);
  return (bytes) => {
    const now = Math.floor(Date.now() / 1_000);
    const claims = { iat: now, exp: now + 3_600, ...options.claims, sub: randomUUID(), jti: randomUUID() };
    const bare = `${header}.${encode(JSON.stringify(claims))}`.length + signatureChars;
    const missing = Math.floor(((bytes - bare) * 3) / 4) - ',"pad":""'.length;
    const padded =
      missing > 0 ? { ...claims, pad: randomBytes(missing).toString('base64url').slice(0, missing) } : claims;
    const text = `${header}.${encode(JSON.stringify(padded))}`;
    return `${text}.${signature(text).toString('base64url')}`;
  };
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64url');
}

async function commandFeed(command: string) {
  const started = performance.now();
  const ready = await printed(command, 500);
  const seconds = (performance.now() - started) / 1_000;
  const first = ready.shift();
  if (first === undefined)
    throw new RetentionError('credential-source-failed', `The command \`${command}\` printed no token.`);
  const perSecond = ((ready.length + 1) / seconds) * COMMANDS_AT_ONCE;
  return {
    first,
    most: Math.max(100, Math.floor(perSecond * COMMAND_SECONDS)),
    async take(count: number): Promise<string[]> {
      while (ready.length < count) {
        const more = await Promise.all(
          Array.from({ length: COMMANDS_AT_ONCE }, () => printed(command, count)),
        );
        if (more.every((tokens) => tokens.length === 0))
          throw new RetentionError(
            'credential-source-failed',
            `The command \`${command}\` printed no more tokens.`,
          );
        ready.push(...more.flat());
      }
      return ready.splice(0, count);
    },
  };
}

async function printed(command: string, count: number): Promise<string[]> {
  const text = await runCommand(command, 'credential-source-failed', { MIDDLEBRICK_COUNT: String(count) });
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
