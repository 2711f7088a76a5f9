import { createHash, createHmac, randomBytes, randomInt } from 'node:crypto';

/** How a service makes the tokens that it gives at a login. */
export type TokenMaker =
  | 'counted'
  | 'counted-encoded'
  | 'dated'
  | 'object-id'
  | 'hash-of-name'
  | 'hash-of-time'
  | 'counted-signed'
  | 'dated-random'
  | 'ten-digits';

const key = randomBytes(16);

/** Makes one token after the other for these users; the last three are made as they should be, or nearly so. */
export function tokenMaker(kind: TokenMaker): (email: string) => string {
  let serial = 0x4a1d0f;
  const machine = randomBytes(5).toString('hex');
  const next = () => {
    serial += 1;
    return serial;
  };
  const seconds = () => Math.floor(Date.now() / 1000);
  const made: Readonly<Record<TokenMaker, (email: string) => string>> = {
    counted: () => `br-${next().toString(16).padStart(12, '0')}`,
    'counted-encoded': (email) => Buffer.from(`${email}/${10_000_000_000 + next()}`).toString('base64'),
    dated: () => `${Date.now()}${String(next() % 10_000).padStart(4, '0')}`,
    'object-id': () => `${seconds().toString(16)}${machine}${next().toString(16)}`,
    'hash-of-name': (email) => createHash('md5').update(email).digest('hex'),
    'hash-of-time': (email) => createHash('sha1').update(`${email}${seconds()}`).digest('hex'),
    'counted-signed': () => {
      const text = String(next());
      return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
    },
    'dated-random': () => `${Date.now().toString(16).padStart(12, '0')}${randomBytes(10).toString('hex')}`,
    'ten-digits': () => String(randomInt(1_000_000_000, 9_999_999_999)),
  };
  return made[kind];
}
