import { expect, test } from 'vitest';
import { type LabApp, serveLab } from '../../lab/app.ts';
import { accountsApi } from '../../lab/identities/accounts-api.ts';
import { enteredByCard } from '../../lab/identities/entered-by-card.ts';
import { guardedRegistration } from '../../lab/identities/guarded-registration.ts';
import type { ScanResult } from '../../src/result.ts';
import type { ScanOptions } from '../../src/scan.ts';
import { scan } from '../../src/scan.ts';

async function scanned(lab: LabApp, options: Partial<ScanOptions> = {}) {
  const served = await serveLab(lab);
  const warnings: string[] = [];
  try {
    const result = await scan({
      guesses: 'first',
      url: served.url,
      mode: 'active',
      // Discovery and cleaning are what is looked at here.
      checks: [],
      onEvent: (event) => event.type === 'warning' && warnings.push(event.says),
      ...options,
    });
    return { result, warnings };
  } finally {
    await served.close();
  }
}

const names = ({ surface }: ScanResult) => surface.identities.map(({ name }) => name);

test.each(['cookie', 'page'] as const)(
  'whoever registers has opened a page before, which gives the token against forged requests by a %s',
  async (by) => {
    const lab = guardedRegistration(by);
    const { result } = await scanned(lab);
    expect(names(result)).toEqual(['anonymous', 'registered-1', 'registered-2']);
    expect(lab.accounts()).toEqual(['ada']);
    expect(result.notRemoved).toBeUndefined();
  },
);

test.each([
  ['JSON', {}],
  ['a form', { oauth: true }],
  ['a name and a password below another member', { within: 'user' }],
  ['JSON as JSON:API nests it', { within: 'data.attributes' }],
  ['members that the document only shows in an example', { examplesOnly: true }],
  ['the e-mail address that stands beside a name', { byMail: true, oauth: true }],
  ['a token under a scheme that the document does not name', { scheme: 'Token' }],
])('two users are registered, logged in by %s, proven, and removed by themselves', async (_by, behaviour) => {
  const lab = accountsApi(behaviour);
  const { result, warnings } = await scanned(lab);
  expect(names(result)).toEqual(['anonymous', 'registered-1', 'registered-2']);
  expect(result.surface.identities[1]?.proof).toBe(
    'Registered by the scan itself. GET /me returns 200; without the credential 401.',
  );
  expect(lab.accounts()).toEqual(['ada']);
  expect(result.notRemoved).toBeUndefined();
  expect(warnings).toEqual([]);
});

test.each(['handle', 'card'] as const)(
  'two users join where nothing is called as usual, and enter by their %s',
  async (by) => {
    const lab = enteredByCard({ by });
    const { result } = await scanned(lab);
    expect(names(result)).toEqual(['anonymous', 'registered-1', 'registered-2']);
    expect(lab.people()).toEqual(['ada']);
    expect(result.notRemoved).toBeUndefined();
  },
);

test('what cannot be removed is said, in the result and to the user', async () => {
  const lab = accountsApi({ removal: 'none' });
  const { result, warnings } = await scanned(lab);
  const made = lab.accounts().filter((name) => name !== 'ada');
  expect(made).toHaveLength(2);
  expect(result.notRemoved).toEqual(made.map((name) => `the account ${name}, registered by the scan`));
  expect(warnings).toHaveLength(2);
});

test('nobody is registered in safe mode, nor where the user excludes the operation', async () => {
  for (const options of [
    { mode: 'safe' as const },
    { selection: { include: [], exclude: ['POST /register'] } },
    { selection: { include: ['GET /me'], exclude: [] } },
  ]) {
    const lab = accountsApi({ removal: 'none' });
    const { result } = await scanned(lab, options);
    expect(names(result)).toEqual(['anonymous']);
    expect(lab.accounts()).toEqual(['ada']);
  }
});

test('the password of a registered user stands nowhere in the result', async () => {
  const lab = accountsApi({ removal: 'none', tellsNames: true });
  const { result } = await scanned(lab, { checks: undefined });
  expect(JSON.stringify(result)).not.toMatch(/Mb1![0-9a-f]{12}/);
});
