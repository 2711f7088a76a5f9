import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derived = promisify(scrypt);

export async function hashed(password) {
  const salt = randomBytes(16);
  return `scrypt$${salt.toString('hex')}$${(await derived(password, salt, 32)).toString('hex')}`;
}

/** Takes as long for a user that does not exist, so that times tell no names. */
export async function matches(password, stored = MISSING) {
  const [, salt, hash] = stored.split('$');
  const given = await derived(password, Buffer.from(salt, 'hex'), 32);
  return timingSafeEqual(given, Buffer.from(hash, 'hex'));
}

const MISSING = await hashed(randomBytes(16).toString('hex'));
