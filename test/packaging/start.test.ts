import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { VERSION } from '../../src/version.ts';

const ROOT = join(import.meta.dirname, '../..');

// CI runs this on each release of Node: flags of V8 come and go.
test('the command says what it was asked for, and nothing else', () => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'src/cli/main.ts', '--version'],
    {
      cwd: ROOT,
      encoding: 'utf8',
    },
  );
  expect(stderr).toBe('');
  expect(stdout).toBe(`${VERSION}\n`);
});
