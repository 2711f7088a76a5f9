import { expect, test } from 'vitest';
import { serveOldObjects } from '../../lab/journal/old-objects.ts';
import { dryRun } from '../../src/scanning/dry-run.ts';

/** What a dry run says of a service with users and notes, and how many requests that may change something it got. */
async function planned(mode: 'active' | 'safe') {
  const service = await serveOldObjects('plain');
  try {
    const text = await (await fetch(`${service.url}/openapi.json`)).text();
    const said = await dryRun({
      url: service.url,
      mode,
      guesses: 'first',
      specs: [{ uri: 'openapi.json', text }],
    });
    return { said, writes: service.writes() };
  } finally {
    await service.close();
  }
}

test('a dry run of active mode says which accounts and objects it would make, and sends nothing', async () => {
  const { said, writes } = await planned('active');
  expect(writes).toBe(0);
  expect(said).toMatch(/^POST \/register {2}\(anonymous\) +[1-9]/m);
  expect(said).toMatch(/^POST \/notes {2}\(registered-1\) +[1-9]/m);
  expect(said).toMatch(/^DELETE \/notes\/\{id\} {2}\(registered-1\) +0 +0 +[1-9]/m);
  expect(said).toMatch(/^mass-assignment +[1-9] of [1-9] operations/m);
});

test('a dry run of safe mode writes nothing, and has no plan of writes', async () => {
  const { said } = await planned('safe');
  expect(said).not.toMatch(/would write|^(?:PUT|PATCH|DELETE)/m);
  expect(said).toMatch(/^GET .*\/notes {2}/m);
});
