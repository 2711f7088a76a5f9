import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** Keeps texts that nobody but this server may read: credentials of targets, secrets of receivers. */
export interface Vault {
  /** @throws VaultProblem where this server has no key */
  seal(text: string, place: SealedPlace): string;
  /** @throws VaultProblem where the key that it was sealed with is not here, or somebody changed it */
  open(sealed: string, place: SealedPlace): string;
}

/** The row that a text is kept in: in another one it does not open, whoever writes to the database. */
export interface SealedPlace {
  readonly table: 'credentials' | 'channels';
  readonly id: string;
}

/** The key, or what it sealed, is not as it should be. Its message is for people, and holds nothing secret. */
export class VaultProblem extends Error {}

export const KEY_BYTES = 32;
const CIPHER = 'aes-256-gcm';
/** NIST SP 800-38D section 5.2.1.1: 96 bits, here at random; good for far more texts than a team has. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const ID_CHARACTERS = 8;
/** The first form is bound to no row; it opens until the key is changed, which seals everything anew. */
const UNBOUND = 'v1';
const BOUND = 'v2';
const FORM = /^(v[12])\.([0-9a-f]{8})\.([A-Za-z0-9_-]+)$/;

/**
 * AES-256-GCM. What it seals names its key, so that keys can be changed while both are at hand.
 * @param readKeys the first seals, all of them open; read again where a text names one that was not there before
 */
export function createVault(readKeys: () => readonly Buffer[]): Vault {
  let keys = readKeys();
  return {
    seal(text, place) {
      // Another process may have changed the key meanwhile.
      keys = readKeys();
      const [key] = keys;
      if (key === undefined) throw new VaultProblem('This server has no encryption key.');
      const head = headOf(key);
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce).setAAD(boundTo(head, place));
      const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `${head}${Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString('base64url')}`;
    },
    open(sealed, place) {
      const [, form, id, body = ''] = FORM.exec(sealed) ?? [];
      if (id === undefined) throw new VaultProblem('What was kept is not what this server seals.');
      const named = () => keys.find((one) => keyId(one) === id);
      let key = named();
      if (key === undefined) {
        keys = readKeys();
        key = named();
      }
      if (key === undefined)
        throw new VaultProblem(
          `It was sealed with the encryption key ${id}, which this server does not have.`,
        );
      const bytes = Buffer.from(body, 'base64url');
      const nonce = bytes.subarray(0, NONCE_BYTES);
      try {
        const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
          .setAAD(form === UNBOUND ? Buffer.from(`${UNBOUND}.${id}.`) : boundTo(headOf(key), place))
          .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
        const shown = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
        return Buffer.concat([shown, decipher.final()]).toString('utf8');
      } catch (cause) {
        throw new VaultProblem('What was sealed has been changed or moved since: it does not open.', {
          cause,
        });
      }
    },
  };
}

/** For a server that was given no key: it says so once somebody has something to hide. */
export function closedVault(why: string): Vault {
  const refuse = () => {
    throw new VaultProblem(why);
  };
  return { seal: refuse, open: refuse };
}

/** Tells keys apart, and tells nothing about them. */
export function keyId(key: Buffer): string {
  return createHash('sha256').update('middlebrick key id').update(key).digest('hex').slice(0, ID_CHARACTERS);
}

/** How everything begins that is sealed with this key from now on. */
export function headOf(key: Buffer): string {
  return `${BOUND}.${keyId(key)}.`;
}

/** Whether it was sealed with this key, in whichever form. */
export function isSealedWith(key: Buffer, sealed: string): boolean {
  return FORM.exec(sealed)?.[2] === keyId(key);
}

function boundTo(head: string, { table, id }: SealedPlace): Buffer {
  return Buffer.from(`${head}${table}/${id}`);
}
