import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { createTurn } from '../store/turn.ts';

/** NIST SP 800-63B asks for 15 where nothing else is asked for, and for no rules on what is in it. */
export const LEAST_CHARACTERS = 15;
export const MOST_CHARACTERS = 1_000;

/** OWASP's choice with 64 MB: a guess costs a third of a second of a core. */
const COST = { N: 2 ** 16, r: 8, p: 2 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** What an old row may ask for, at most. */
const MOST_MEMORY = 256 * 1024 * 1024;
const FORM = /^scrypt\$(\d{1,9})\$(\d{1,3})\$(\d{1,3})\$([\w-]{1,100})\$([\w-]{1,200})$/;

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(
  scrypt,
);
/** One at a time: many guesses at once would be as many times the memory. */
const turn = createTurn();

/** With its salt and parameters, so that they may change and old ones still hold. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derived(password, salt, HASH_BYTES, COST);
  const { N, r, p } = COST;
  return ['scrypt', N, r, p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

export async function isPassword(given: string, hashed: string): Promise<boolean> {
  const [, N, r, p, salt, hash] = FORM.exec(hashed) ?? [];
  if (salt === undefined || hash === undefined) return false;
  const wanted = Buffer.from(hash, 'base64url');
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const found = await derived(given, Buffer.from(salt, 'base64url'), wanted.length, cost);
  return timingSafeEqual(found, wanted);
}

async function derived(
  password: string,
  salt: Buffer,
  bytes: number,
  cost: { readonly N: number; readonly r: number; readonly p: number },
): Promise<Buffer> {
  const done = await turn.take();
  try {
    // The same letters, however a keyboard composes them.
    return await derive(password.normalize('NFKC'), salt, bytes, { ...cost, maxmem: MOST_MEMORY });
  } finally {
    done();
  }
}
