import { expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { boss, correct, user } from '../../lab/bfla/back-office.ts';
import type { Identity } from '../../src/identities/identity.ts';
import { PLAIN } from '../../src/report/context.ts';
import { reporterFor } from '../../src/report/index.ts';
import type { ScanResult } from '../../src/result.ts';
import { scan } from '../../src/scan.ts';

async function scannedAs(...identities: Identity[]): Promise<ScanResult> {
  const lab = await serveLab(correct);
  try {
    const selection = { include: ['missing-content-type-options'], exclude: [] };
    return await scan({ guesses: 'first', url: lab.url, identities, selection });
  } finally {
    await lab.close();
  }
}

test('the matrix says what each identity got, in the result, the table, the page and as CSV', async () => {
  const result = await scannedAs(user, boss);
  expect(result.operations.find(({ id }) => id === 'GET /admin/users')?.access).toEqual([
    { identity: 'anonymous', result: 'denied' },
    { identity: 'ada', result: 'denied' },
    { identity: 'eve', result: 'allowed' },
  ]);
  const shown = async (format: 'csv' | 'table' | 'html') => (await reporterFor(format))(result, PLAIN);
  expect(await shown('csv')).toMatch(/^operation,anonymous,ada,eve\n/);
  expect(await shown('csv')).toContain('GET /admin/users,denied,denied,allowed\n');
  expect(await shown('table')).toMatch(/GET \/admin\/users +denied +denied +allowed\n/);
  expect(await shown('html')).toContain(
    '<td class="access denied">denied</td><td class="access denied">denied</td><td class="access allowed">allowed</td>',
  );
});

test('a name that a spreadsheet would run is written as text', async () => {
  const csv = (await reporterFor('csv'))(await scannedAs({ ...user, name: '=cmd,"x"' }), PLAIN);
  expect(csv.split('\n')[0]).toBe(`operation,anonymous,"'=cmd,""x"""`);
});
