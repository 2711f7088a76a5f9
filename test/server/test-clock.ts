import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** A clock that runs on, and can be set. */
export interface TestClock {
  now(): Date;
  /** To that moment, and on from there. */
  set(to: string | Date): void;
  /** On by so many seconds; back where it is less than none. */
  by(seconds: number): void;
}

export function testClock(start: string | Date = new Date()): TestClock {
  let offset = new Date(start).getTime() - Date.now();
  return {
    now: () => new Date(Date.now() + offset),
    set(to) {
      offset = new Date(to).getTime() - Date.now();
    },
    by(seconds) {
      offset += seconds * 1000;
    },
  };
}

/** Seals as the server does, with a key of its own. */
export function testVault() {
  const key = randomBytes(32);
  return {
    seal(text: string): string {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
    },
    open(sealed: string): string {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    },
  };
}
