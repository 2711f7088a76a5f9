import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { serveOldObjects, TOKENS } from '../../lab/journal/old-objects.ts';
import { optionsOf } from '../wiring/typed.ts';
import { freshFolder, middlebrick } from './command.ts';

const AT = '2026-01-02T03:04:05.000Z';

/** A folder whose journals say that a killed scan of this service may have made a note as the user `default`. */
function leftBy(url: string): { readonly cwd: string; readonly journals: () => string[] } {
  const cwd = freshFolder();
  const folder = join(cwd, 'state', 'middlebrick', 'journals');
  mkdirSync(folder, { recursive: true });
  const head = {
    version: 1,
    scan: 'abcd1234-0',
    startedAt: AT,
    target: `${url}/`,
    scope: [url],
    process: 2 ** 30,
  };
  const note = { url: `${url}/notes/{}`, field: 'id', reads: true, removes: true, list: `${url}/notes` };
  const intent = {
    ...{
      kind: 'make',
      what: 'mb00aa11bb, made by POST /notes',
      by: 'default',
      method: 'POST',
      url: `${url}/notes`,
    },
    ...{ tag: 'mb00aa11bb', recipe: { lists: [`${url}/notes`], objects: [note], self: [] } },
  };
  const lines = [head, { entry: 1, at: AT, intent }].map((line) => JSON.stringify(line));
  // The end of the process cut the last line off.
  writeFileSync(join(folder, 'killed.jsonl'), `${lines.join('\n')}\n{"entry":1,"at":"2026`);
  return { cwd, journals: () => (existsSync(folder) ? readdirSync(folder) : []) };
}

async function made(url: string): Promise<void> {
  const headers = { Authorization: `Bearer ${TOKENS.ada}` };
  await fetch(`${url}/notes`, { method: 'POST', headers, body: '{"title":"mb00aa11bb"}' });
}

test('what a killed scan left is listed, and removed with the credential that made it', async () => {
  const service = await serveOldObjects('plain');
  const { cwd, journals } = leftBy(service.url);
  try {
    await made(service.url);
    const listed = await middlebrick(['cleanup', '--list'], { cwd });
    expect(listed.stdout).toContain(`abcd1234  2026-01-02 03:04  ${service.url}/`);
    expect(listed.stdout).toContain('mb00aa11bb, made by POST /notes');
    expect(listed.stdout).toContain('made as default: give the same credentials');
    const bare = await middlebrick(['cleanup', 'abcd', '--config', nothing(cwd)], { cwd });
    expect(bare).toMatchObject({ code: 1 });
    expect(bare.stdout).toContain('0 removed, 1 left');
    expect(service.added()).toHaveLength(1);
    const removed = await middlebrick(['cleanup', 'last', '--bearer', TOKENS.ada], { cwd });
    expect(removed.stdout).toContain('1 removed, 0 left');
    expect(removed.code).toBe(0);
    expect(service.added()).toEqual([]);
    expect(service.damaged()).toEqual([]);
    expect(journals()).toEqual([]);
  } finally {
    await service.close();
  }
});

test('a journal can be dropped, and an unknown scan is said', async () => {
  const { cwd, journals } = leftBy('http://127.0.0.1:9');
  expect(await middlebrick(['cleanup', 'ffff'], { cwd })).toMatchObject({ code: 2 });
  expect(await middlebrick(['cleanup', 'abcd'], { cwd })).toMatchObject({ code: 3 });
  expect(await middlebrick(['cleanup', 'abcd', '--forget'], { cwd })).toMatchObject({ code: 0 });
  expect(journals()).toEqual([]);
});

test('every option is one of these, or says who is asking as in a scan', () => {
  const ofScan = optionsOf('scan');
  const own = optionsOf('cleanup').filter((option) => !ofScan.includes(option));
  expect(own.sort()).toEqual(['--forget', '--list']);
});

function nothing(cwd: string): string {
  const path = join(cwd, 'empty.yaml');
  writeFileSync(path, '{}\n');
  return path;
}
