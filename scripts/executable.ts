import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Marks the place in Node's binary where an application is looked for; a name that Node has fixed. */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

/**
 * A single executable application (nodejs.org/api/single-executable-applications.html): a copy of the Node that runs
 * this, with the file in it. For this platform alone.
 */
export function makeExecutable(file: string, folder: string): string {
  const windows = process.platform === 'win32';
  const program = join(folder, windows ? 'middlebrick.exe' : 'middlebrick');
  const blob = join(folder, 'middlebrick.blob');
  const config = join(folder, 'middlebrick.sea.json');
  writeFileSync(config, JSON.stringify({ main: file, output: blob, disableExperimentalSEAWarning: true }));
  execFileSync(process.execPath, ['--experimental-sea-config', config], { stdio: 'pipe' });
  copyFileSync(process.execPath, program);
  chmodSync(program, 0o755);
  const mac = process.platform === 'darwin';
  if (mac) execFileSync('codesign', ['--remove-signature', program]);
  const segment = mac ? ['--macho-segment-name', 'NODE_SEA'] : [];
  const words = [program, 'NODE_SEA_BLOB', blob, '--sentinel-fuse', FUSE, ...segment];
  execFileSync('npx', ['--no-install', 'postject', ...words], { cwd: ROOT, stdio: 'pipe', shell: windows });
  if (mac) execFileSync('codesign', ['--sign', '-', program]);
  for (const made of [blob, config]) rmSync(made);
  return program;
}
