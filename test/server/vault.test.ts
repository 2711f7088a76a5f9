import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keysOf, openVault } from '../../src/server/vault/open-vault.ts';
import { createVault } from '../../src/server/vault/vault.ts';
import { freshFolder } from '../cli/command.ts';

const SECRET = 'correct horse ✓ \u0000 battery';

describe('what is sealed', () => {
  const [one, two] = [randomBytes(32), randomBytes(32)];
  const vault = createVault(() => [one]);

  test('opens again, and is never the same twice', () => {
    const [first, second] = [vault.seal(SECRET), vault.seal(SECRET)];
    expect(first).not.toBe(second);
    expect([vault.open(first), vault.open(second), vault.open(vault.seal(''))]).toEqual([SECRET, SECRET, '']);
    expect(first).not.toContain('horse');
  });

  test('does not open once a character of it was changed', () => {
    const sealed = vault.seal(SECRET);
    for (let at = sealed.indexOf('.', 3) + 1; at < sealed.length - 1; at += 7) {
      const other = sealed[at] === 'A' ? 'B' : 'A';
      expect(() => vault.open(sealed.slice(0, at) + other + sealed.slice(at + 1))).toThrow(
        'has been changed',
      );
    }
    expect(() => vault.open('v1.00000000.AAAA')).toThrow('which this server does not have');
    expect(() => vault.open('plain text')).toThrow('not what this server seals');
    expect(() => vault.open(`${sealed.slice(0, 12)}AAAA`)).toThrow('has been changed');
  });

  test('opens with an older key, is sealed with the newest, and a key that came later is found', () => {
    const old = vault.seal(SECRET);
    expect(() => createVault(() => [two]).open(old)).toThrow('which this server does not have');
    let keys = [two];
    const both = createVault(() => keys);
    keys = [two, one];
    expect(both.open(old)).toBe(SECRET);
    expect(() => vault.open(both.seal(SECRET))).toThrow();
  });
});

describe('the key', () => {
  const base64 = (bytes: number) => randomBytes(bytes).toString('base64');

  test('is made once, for its owner alone', () => {
    const folder = freshFolder();
    const sealed = openVault({ folder }, false).seal(SECRET);
    const file = join(folder, 'encryption.key');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(Buffer.from(readFileSync(file, 'utf8'), 'base64').length).toBe(32);
    expect(openVault({ folder }, false).open(sealed)).toBe(SECRET);
    chmodSync(file, 0o640);
    expect(() => openVault({ folder }, false)).toThrow('Others may read the encryption key');
  });

  test.each(['', 'x', base64(31), base64(33), 'a'.repeat(32), `${base64(32)},${base64(8)}`, '%'.repeat(44)])(
    'is none: %s',
    (encryptionKey) => {
      const named = { folder: freshFolder(), encryptionKey };
      if (encryptionKey === '') expect(keysOf(named, true)).toBeUndefined();
      else expect(() => openVault(named, true)).toThrow('MIDDLEBRICK_ENCRYPTION_KEY takes 32 random bytes');
    },
  );

  test('stands in the environment, or in a file that is named', () => {
    const folder = freshFolder();
    const [key, file] = [base64(32), join(folder, 'named')];
    const sealed = openVault({ folder, encryptionKey: key }, true).seal(SECRET);
    expect(() => openVault({ folder, encryptionKeyFile: file }, true)).toThrow(
      'Cannot read the encryption key',
    );
    writeFileSync(file, `${key}\n`, { mode: 0o600 });
    expect(openVault({ folder, encryptionKeyFile: file }, true).open(sealed)).toBe(SECRET);
  });

  test('is asked for once somebody has a secret, where processes share a database', () => {
    const vault = openVault({ folder: freshFolder() }, true);
    expect(() => vault.seal(SECRET)).toThrow('set MIDDLEBRICK_ENCRYPTION_KEY to 32 random bytes');
  });
});
