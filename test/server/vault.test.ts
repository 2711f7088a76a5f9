import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keysOf, openVault } from '../../src/server/vault/open-vault.ts';
import { createVault } from '../../src/server/vault/vault.ts';
import { freshFolder } from '../cli/command.ts';

const PLACE = { table: 'credentials', id: 'c-1' } as const;
const SECRET = 'correct horse ✓ \u0000 battery';

describe('what is sealed', () => {
  const [one, two] = [randomBytes(32), randomBytes(32)];
  const vault = createVault(() => [one]);

  test('opens again, and is never the same twice', () => {
    const [first, second] = [vault.seal(SECRET, PLACE), vault.seal(SECRET, PLACE)];
    expect(first).not.toBe(second);
    expect([
      vault.open(first, PLACE),
      vault.open(second, PLACE),
      vault.open(vault.seal('', PLACE), PLACE),
    ]).toEqual([SECRET, SECRET, '']);
    expect(first).not.toContain('horse');
  });

  test('does not open once a character of it was changed', () => {
    const sealed = vault.seal(SECRET, PLACE);
    for (let at = sealed.indexOf('.', 3) + 1; at < sealed.length - 1; at += 7) {
      const other = sealed[at] === 'A' ? 'B' : 'A';
      expect(() => vault.open(sealed.slice(0, at) + other + sealed.slice(at + 1), PLACE)).toThrow(
        'has been changed or moved',
      );
    }
    expect(() => vault.open('v1.00000000.AAAA', PLACE)).toThrow('which this server does not have');
    expect(() => vault.open('plain text', PLACE)).toThrow('not what this server seals');
    expect(() => vault.open(`${sealed.slice(0, 12)}AAAA`, PLACE)).toThrow('has been changed or moved');
  });

  test('does not open in another row, of its table or another', () => {
    const sealed = vault.seal(SECRET, PLACE);
    for (const other of [
      { ...PLACE, id: 'c-2' },
      { ...PLACE, table: 'channels' as const },
    ])
      expect(() => vault.open(sealed, other)).toThrow('has been changed or moved');
    // Nor does it pass for one of those that were bound to no row.
    expect(() => vault.open(sealed.replace('v2', 'v1'), PLACE)).toThrow('has been changed or moved');
  });

  test('before it was bound to rows opens still', () => {
    const key = Buffer.alloc(32, 7);
    const old = 'v1.2e72a0ff.AQEBAQEBAQEBAQEBuk2rW_nxnAIcHx5oYGxcjhePqdj828x9tLeuRAQ';
    expect(createVault(() => [key]).open(old, PLACE)).toBe('an old secret');
  });

  test('opens with an older key, is sealed with the newest, and a key that came later is found', () => {
    const old = vault.seal(SECRET, PLACE);
    expect(() => createVault(() => [two]).open(old, PLACE)).toThrow('which this server does not have');
    let keys = [two];
    const both = createVault(() => keys);
    keys = [two, one];
    expect(both.open(old, PLACE)).toBe(SECRET);
    expect(() => vault.open(both.seal(SECRET, PLACE), PLACE)).toThrow();
  });
});

describe('the key', () => {
  const base64 = (bytes: number) => randomBytes(bytes).toString('base64');

  test('is made once, for its owner alone', () => {
    const folder = freshFolder();
    const sealed = openVault({ folder }, false).seal(SECRET, PLACE);
    const file = join(folder, 'encryption.key');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(Buffer.from(readFileSync(file, 'utf8'), 'base64').length).toBe(32);
    expect(openVault({ folder }, false).open(sealed, PLACE)).toBe(SECRET);
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
    const sealed = openVault({ folder, encryptionKey: key }, true).seal(SECRET, PLACE);
    expect(() => openVault({ folder, encryptionKeyFile: file }, true)).toThrow(
      'Cannot read the encryption key',
    );
    writeFileSync(file, `${key}\n`, { mode: 0o600 });
    expect(openVault({ folder, encryptionKeyFile: file }, true).open(sealed, PLACE)).toBe(SECRET);
  });

  test('is asked for once somebody has a secret, where processes share a database', () => {
    const vault = openVault({ folder: freshFolder() }, true);
    expect(() => vault.seal(SECRET, PLACE)).toThrow('set MIDDLEBRICK_ENCRYPTION_KEY to 32 random bytes');
  });
});
