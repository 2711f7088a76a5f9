import { expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { type NoteFlaws, notesService } from '../../lab/graphql/notes.ts';
import { CHECKS } from '../../src/checks/index.ts';
import type { ScanResult } from '../../src/result.ts';
import { scan } from '../../src/scan.ts';

async function scanned(flaws: NoteFlaws, mode: 'active' | 'safe' = 'active') {
  const lab = notesService(flaws);
  const served = await serveLab(lab);
  try {
    const result = await scan({
      url: `${served.url}/graphql`,
      mode,
      guesses: 'first',
      checks: CHECKS.filter(({ id }) => ['bola', 'property-authorization', 'authentication'].includes(id)),
    });
    return { result, left: lab.left(), damaged: lab.damaged() };
  } finally {
    await served.close();
  }
}

const found = ({ findings }: ScanResult, rule: string) =>
  findings.find((finding) => finding.rule === rule)?.locations.map(({ operation }) => operation);

test('users register and log in by mutations, and all that was made is removed', async () => {
  const { result, left, damaged } = await scanned({});
  expect(result.surface.identities.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['registered-1', 'registered-2']),
  );
  expect(
    result.writes?.find(({ operation }) => operation === 'MUTATION createNote')?.created,
  ).toBeGreaterThan(0);
  expect(left).toBe(0);
  expect(damaged).toBe(0);
  expect(result.findings.filter(({ severity }) => ['critical', 'high'].includes(severity))).toEqual([]);
});

test('a mutation that changes what is another user’s is found', async () => {
  const { result, left, damaged } = await scanned({ foreignUpdates: true });
  expect(found(result, 'foreign-object-written')).toEqual(['MUTATION updateNote']);
  expect(left + damaged).toBe(0);
});

test('so are those that set a part of it, or have it do something, by whatever name', async () => {
  const { result, left, damaged } = await scanned({ foreignActs: true });
  expect(found(result, 'foreign-object-written')?.sort()).toEqual([
    'MUTATION cancelNote',
    'MUTATION retitleNote',
  ]);
  expect(left + damaged).toBe(0);
});

test('so is one that takes a role with the own profile', async () => {
  const { result, left } = await scanned({ roleOnProfile: true });
  expect(found(result, 'self-granted-privilege')).toEqual(['MUTATION updateProfile']);
  expect(left).toBe(0);
});

test('in safe mode no mutation is sent', async () => {
  const { result, left } = await scanned({ foreignUpdates: true, roleOnProfile: true }, 'safe');
  expect(result.operations.filter(({ id, status }) => /^MUTATION/.test(id) && status !== 'skipped')).toEqual(
    [],
  );
  expect(left).toBe(0);
});
