import { describe, expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { selfAccounts } from '../../lab/identities/self-accounts.ts';
import { scan } from '../../src/scan.ts';

type Behaviour = Parameters<typeof selfAccounts>[0];

async function scanned(behaviour: Behaviour, whole = false) {
  const lab = selfAccounts(behaviour);
  const served = await serveLab(lab);
  try {
    const result = await scan({
      guesses: 'first',
      url: served.url,
      mode: 'active',
      ...(whole ? {} : { checks: [] }),
    });
    return { lab, result };
  } finally {
    await served.close();
  }
}

describe('an account that the scan registered ends itself', () => {
  test.each<[string, Behaviour, string]>([
    ['at its own address', {}, '/api/v1/users/me'],
    ['where its password is asked for once more', { removal: 'with-password' }, '/api/v1/users/me'],
    ['below its own address', { removal: 'below-me' }, '/api/v1/users/me/delete'],
  ])('%s', async (_name, behaviour, path) => {
    const { lab, result } = await scanned(behaviour);
    expect(result.surface.identities.map(({ name }) => name)).toEqual([
      'anonymous',
      'registered-1',
      'registered-2',
    ]);
    expect(lab.accounts()).toEqual(['ada@example.org']);
    expect(new Set(lab.removals.map((one) => one.path))).toEqual(new Set([path]));
    expect(result.notRemoved).toBeUndefined();
  });

  test('after all else that it made, in a whole scan too', async () => {
    const { lab, result } = await scanned({}, true);
    expect(lab.accounts()).toEqual(['ada@example.org']);
    expect(lab.notes()).toBe(0);
    expect(result.notRemoved).toBeUndefined();
  });

  test.each<[string, Behaviour]>([
    ['the address shows somebody else', { showsAnother: true }],
    ['what ends an account shows none', { removal: 'elsewhere' }],
  ])('but not where %s', async (_name, behaviour) => {
    const { lab, result } = await scanned(behaviour);
    expect(lab.removals).toEqual([]);
    expect(lab.accounts()).toHaveLength(3);
    expect(result.notRemoved).toHaveLength(2);
  });
});

describe('of a login that gives a token and a cookie', () => {
  test.each<[Required<NonNullable<Behaviour>>['opensTo'], boolean, boolean]>([
    ['token', true, false],
    ['cookie', false, true],
    ['both', true, true],
  ])('what opens is sent: %s', async (opensTo, authorization, cookie) => {
    const { lab, result } = await scanned({ opensTo });
    expect(result.surface.identities[1]).toMatchObject({ name: 'registered-1', accepted: 'accepted' });
    expect(lab.accounts()).toEqual(['ada@example.org']);
    expect(lab.removals.length).toBeGreaterThan(0);
    for (const removal of lab.removals) expect(removal).toMatchObject({ authorization, cookie });
  });
});
